#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/thread_name.h"

namespace la {

// Jobs that one thread asks for and another does, one at a time, in order: for slow work on files.
// NewestJob is for work of which only the newest request matters.
//     ask, answers, finish    the owner's thread; the first two never wait
//     `run`                   on the thread of the jobs; gives its results to answer
//     destructor              the owner's thread, as finish
template<class Job, class Answer>
class JobThread {
  public:
    JobThread(const char* name, std::function<void(const Job&)> run)
        : name_(name), run_(std::move(run)), thread_([this] { work(); }) {}
    ~JobThread() { finish(); }
    JobThread(const JobThread&) = delete;
    JobThread& operator=(const JobThread&) = delete;

    // Waits until all jobs are done. No job can be asked for afterwards.
    void finish() {
        if (!thread_.joinable()) {
            return;
        }
        {
            const std::lock_guard lock(mutex_);
            ended_ = true;
        }
        wake_.notify_one();
        thread_.join();
    }

    void ask(Job job) {
        {
            const std::lock_guard lock(mutex_);
            jobs_.push_back(std::move(job));
        }
        wake_.notify_one();
    }

    // The answers since the last call.
    std::vector<Answer> answers() {
        const std::lock_guard lock(mutex_);
        return std::exchange(answers_, {});
    }

    void answer(Answer answer) {
        const std::lock_guard lock(mutex_);
        answers_.push_back(std::move(answer));
    }

  private:
    void work() {
        name_thread(name_);
        for (;;) {
            std::optional<Job> job;
            {
                std::unique_lock lock(mutex_);
                wake_.wait(lock, [this] { return ended_ || !jobs_.empty(); });
                if (jobs_.empty()) {
                    return;
                }
                job = std::move(jobs_.front());
                jobs_.pop_front();
            }
            run_(*job);
        }
    }

    const char* name_;  // of the thread
    std::function<void(const Job&)> run_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    std::vector<Answer> answers_;
    bool ended_ = false;
    std::thread thread_;  // last: it uses the others
};

}  // namespace la
