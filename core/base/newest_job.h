#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "core/base/thread_name.h"
#include "core/base/thread_priority.h"

namespace la {

struct NewestJobOptions {
    const char* name = "newest job";    // of the thread
    std::optional<GiveWay> priority{};  // of the thread; none: as the owner's
    bool finishes = false;  // the destructor runs a request that waits, instead of dropping it
};

// Work on a thread of its own of which only the newest request matters: a request replaces one that
// waits. JobThread is for work of which every request is done.
//     request       any thread, never waits
//     `run`         on the thread of the job, one request at a time
//     destructor    the owner's thread, waits for the request under way
// Declare it after what `run` uses: the thread has ended once the destructor returns.
template<class Request>
class NewestJob {
  public:
    explicit NewestJob(std::function<void(const Request&)> run, NewestJobOptions options = {})
        : run_(std::move(run)),
          options_(options),
          thread_([this](std::stop_token stop) { work(stop); }) {}
    NewestJob(const NewestJob&) = delete;
    NewestJob& operator=(const NewestJob&) = delete;

    void request(Request request) {
        {
            const std::lock_guard lock(mutex_);
            waiting_.emplace(std::move(request));
        }
        wake_.notify_one();
    }

  private:
    void work(std::stop_token stop) {
        name_thread(options_.name);
        if (options_.priority) {
            lower_thread_priority(*options_.priority);
        }
        while (options_.finishes || !stop.stop_requested()) {
            std::optional<Request> request;
            {
                std::unique_lock lock(mutex_);
                if (!wake_.wait(lock, stop, [this] { return waiting_.has_value(); })) {
                    return;  // stopped, and nothing waits
                }
                request.swap(waiting_);
            }
            run_(*request);
        }
    }

    std::function<void(const Request&)> run_;
    NewestJobOptions options_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::optional<Request> waiting_;  // guarded by mutex_
    std::jthread thread_;             // last: its destructor stops and joins
};

}  // namespace la
