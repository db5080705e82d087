#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace la::fused {

// The threads of one engine, including the caller's. run() hands out tasks 0..count-1 and returns
// when all are done. Any thread may take any task, so results must not depend on which does. Only
// tasks are waited for, not threads: one whose processor is busy with another program takes none
// and holds nobody up. A waiting thread spins for some microseconds, because the next step is
// usually near, then sleeps. One caller at a time; tasks must not throw.
class Pool {
  public:
    explicit Pool(int threads);
    ~Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    int threads() const { return static_cast<int>(workers_.size()) + 1; }

    // task(n, thread) with thread in 0..threads()-1.
    template<class Task>
    void run(int count, const Task& task) {
        if (workers_.empty() || count < 2) {
            for (int n = 0; n < count; ++n) {
                task(n, 0);
            }
            return;
        }
        start(
            count,
            [](const void* what, int n, int thread) {
                (*static_cast<const Task*>(what))(n, thread);
            },
            &task);
    }

  private:
    using Call = void (*)(const void* what, int n, int thread);

    void start(int count, Call call, const void* what);
    void take(int thread);
    void work(int thread);

    Call call_ = nullptr;
    const void* what_ = nullptr;
    int count_ = 0;
    std::atomic<int> left_{0};    // tasks that nobody has taken; 0 and below: none
    std::atomic<int> undone_{0};  // tasks that are not finished
    std::atomic<std::uint32_t> round_{0};
    std::atomic<bool> stop_{false};
    std::vector<std::jthread> workers_;
};

}  // namespace la::fused
