#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace la {

// One immutable value handed from one thread to another: the newest wins, no call waits. The mutex
// is held for a pointer swap only; a replaced value is freed after the mutex is released.
// (std::atomic<std::shared_ptr> of libstdc++ 12 is a data race in the eyes of ThreadSanitizer.)
template<class T>
class Latest {
  public:
    void set(std::shared_ptr<const T> value) {
        const std::lock_guard lock(mutex_);
        value_.swap(value);
    }

    std::shared_ptr<const T> get() const {
        const std::lock_guard lock(mutex_);
        return value_;
    }

    // The value, which is gone from here afterwards; null: none since the last call.
    std::shared_ptr<const T> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(value_, nullptr);
    }

  private:
    mutable std::mutex mutex_;
    std::shared_ptr<const T> value_;
};

}  // namespace la
