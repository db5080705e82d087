#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace la {

// Ends the process if the rest of the program, once start() is called, takes longer than this: a
// model that never comes to an end must not keep a closed window's process alive. Everything worth
// keeping is on the disk by then. Declare it before what it waits for.
class TimeLimit {
  public:
    void start(std::chrono::milliseconds limit, int exit_code) {
        thread_ = std::jthread([this, limit, exit_code](const std::stop_token& stop) {
            std::unique_lock lock(mutex_);
            if (!wake_.wait_for(lock, stop, limit, [] { return false; }) &&
                !stop.stop_requested()) {
                std::_Exit(exit_code);
            }
        });
    }

  private:
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::jthread thread_;  // last: its destructor stops and joins
};

}  // namespace la
