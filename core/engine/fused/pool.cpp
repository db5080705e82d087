#include "core/engine/fused/pool.h"

namespace la::fused {

namespace {

constexpr int kSpins = 4000;  // some 20 to 100 microseconds

void pause() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

// Waits until value differs from old: spins first, then sleeps.
template<class T>
void wait_change(const std::atomic<T>& value, T old) {
    for (int i = 0; i < kSpins; ++i) {
        if (value.load(std::memory_order_acquire) != old) {
            return;
        }
        pause();
    }
    value.wait(old, std::memory_order_acquire);
}

}  // namespace

Pool::Pool(int threads) {
    for (int thread = 1; thread < threads; ++thread) {
        workers_.emplace_back([this, thread] { work(thread); });
    }
}

Pool::~Pool() {
    stop_.store(true);
    round_.fetch_add(1);
    round_.notify_all();
}

void Pool::start(int count, Call call, const void* what) {
    call_ = call;
    what_ = what;
    count_ = count;
    next_.store(0, std::memory_order_relaxed);
    busy_.store(static_cast<int>(workers_.size()), std::memory_order_relaxed);
    round_.fetch_add(1, std::memory_order_release);
    round_.notify_all();  // no system call unless a worker sleeps
    take(0);
    for (int left = busy_.load(std::memory_order_acquire); left != 0;
         left = busy_.load(std::memory_order_acquire)) {
        wait_change(busy_, left);
    }
}

void Pool::take(int thread) {
    for (int n = next_.fetch_add(1, std::memory_order_relaxed); n < count_;
         n = next_.fetch_add(1, std::memory_order_relaxed)) {
        call_(what_, n, thread);
    }
}

void Pool::work(int thread) {
    std::uint32_t seen = 0;
    for (;;) {
        wait_change(round_, seen);
        seen = round_.load(std::memory_order_acquire);
        if (stop_.load(std::memory_order_relaxed)) {
            return;
        }
        take(thread);
        if (busy_.fetch_sub(1, std::memory_order_release) == 1) {
            busy_.notify_one();
        }
    }
}

}  // namespace la::fused
