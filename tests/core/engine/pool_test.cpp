// The threads of one engine: every task of every round is done exactly once, before run() returns.

#include "core/engine/fused/pool.h"

#include <atomic>
#include <vector>

#include <gtest/gtest.h>

namespace la::fused {
namespace {

TEST(Pool, DoesEveryTaskOfEveryRoundOnce) {
    for (const int threads : {1, 2, 3, 8}) {
        Pool pool(threads);
        ASSERT_EQ(pool.threads(), threads);
        for (int round = 0; round < 3000; ++round) {
            const int count = round % 17;
            std::vector<int> done(count, 0);
            std::atomic<int> strange = 0;
            pool.run(count, [&](int task, int thread) {
                strange += task < 0 || task >= count || thread < 0 || thread >= threads;
                ++done[task];
            });
            ASSERT_EQ(done, std::vector<int>(count, 1)) << threads << " threads, round " << round;
            ASSERT_EQ(strange, 0);
        }
    }
}

// More threads than processors: most come late, when the tasks are done.
TEST(Pool, WaitsForTasksAndNotForThreads) {
    Pool pool(64);
    std::atomic<int> done = 0;
    for (int round = 0; round < 300; ++round) {
        pool.run(2, [&](int, int) { ++done; });
        ASSERT_EQ(done, 2 * (round + 1));
    }
}

}  // namespace
}  // namespace la::fused
