#include "core/engine/fused/pool.h"

#include "core/base/thread_name.h"

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

// Who takes a task reads call_, what_ and count_ of the round of that task: storing left_ publishes
// them, and they change only after all tasks are done.
void Pool::start(int count, Call call, const void* what) {
    call_ = call;
    what_ = what;
    count_ = count;
    undone_.store(count, std::memory_order_relaxed);
    left_.store(count, std::memory_order_release);
    round_.fetch_add(1, std::memory_order_release);
    round_.notify_all();  // no system call unless a worker sleeps
    take(0);
    for (int undone = undone_.load(std::memory_order_acquire); undone != 0;
         undone = undone_.load(std::memory_order_acquire)) {
        wait_change(undone_, undone);
    }
}

void Pool::take(int thread) {
    for (int left = left_.fetch_sub(1, std::memory_order_acquire); left > 0;
         left = left_.fetch_sub(1, std::memory_order_acquire)) {
        call_(what_, count_ - left, thread);
        if (undone_.fetch_sub(1, std::memory_order_acq_rel) == 1 && thread != 0) {
            undone_.notify_one();
        }
    }
}

void Pool::work(int thread) {
    name_thread("batch rows");
    std::uint32_t seen = 0;
    for (;;) {
        wait_change(round_, seen);
        seen = round_.load(std::memory_order_acquire);
        if (stop_.load(std::memory_order_relaxed)) {
            return;
        }
        take(thread);
    }
}

}  // namespace la::fused
