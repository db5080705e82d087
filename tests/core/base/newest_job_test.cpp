#include "core/base/newest_job.h"

#include <gtest/gtest.h>

#include <pthread.h>

#include <atomic>
#include <chrono>
#include <latch>
#include <thread>
#include <vector>

#include "core/base/latest.h"

namespace la {
namespace {

// What a job has done when its owner goes while 2, 3 and 4 have come and 1 is still under way.
std::vector<int> done_at_the_end(NewestJobOptions options) {
    std::vector<int> done;
    std::latch begun{1}, released{1};
    std::jthread release;
    {
        NewestJob<int> job(
            [&](const int& request) {
                if (done.empty()) {
                    begun.count_down();
                    released.wait();
                }
                done.push_back(request);
            },
            options);
        job.request(1);
        begun.wait();
        for (const int request : {2, 3, 4}) {
            job.request(request);
        }
        release = std::jthread([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            released.count_down();
        });
    }
    return done;
}

TEST(NewestJob, RunsTheNewestRequestAndNoneOfThoseBefore) {
    Latest<int> last;
    std::latch begun{1}, released{1};
    std::vector<int> done;
    NewestJob<int> job([&](const int& request) {
        if (request == 1) {
            begun.count_down();
            released.wait();
        }
        done.push_back(request);
        last.set(std::make_shared<const int>(request));
    });
    job.request(1);
    begun.wait();
    for (const int request : {2, 3, 4}) {
        job.request(request);
    }
    released.count_down();
    while (!last.get() || *last.get() != 4) {
        std::this_thread::yield();
    }
    EXPECT_EQ(done, (std::vector<int>{1, 4}));
}

TEST(NewestJob, TheDestructorDropsARequestThatWaits) {
    EXPECT_EQ(done_at_the_end({}), (std::vector<int>{1}));
}

TEST(NewestJob, TheDestructorFinishesARequestThatWaitsWhereItIsTold) {
    EXPECT_EQ(done_at_the_end({.finishes = true}), (std::vector<int>{1, 4}));
}

TEST(NewestJob, TakesRequestsFromManyThreads) {
    std::atomic<int> done = 0;
    std::atomic<int> newest = 0;
    {
        NewestJob<std::vector<int>> job(
            [&](const std::vector<int>& request) {
                ++done;
                newest = request.back();
            },
            {.priority = GiveWay::Beside, .finishes = true});
        {
            std::vector<std::jthread> askers;
            for (int t = 0; t < 4; ++t) {
                askers.emplace_back([&job, t] {
                    for (int i = 0; i < 500; ++i) {
                        job.request({t, i});
                    }
                });
            }
        }
        job.request({7});
    }
    EXPECT_EQ(newest, 7);
    EXPECT_GE(done, 1);
    EXPECT_LE(done, 2001);
}

// What a thread takes out of a Latest is there no more.
TEST(Latest, HandsAValueOverOnce) {
    Latest<int> latest;
    EXPECT_EQ(latest.take(), nullptr);
    latest.set(std::make_shared<const int>(3));
    EXPECT_EQ(*latest.get(), 3);
    EXPECT_EQ(*latest.take(), 3);
    EXPECT_EQ(latest.get(), nullptr);
}

TEST(NewestJob, NamesItsThread) {
    char name[16] = "";
    {
        NewestJob<int> job([&](int) { pthread_getname_np(pthread_self(), name, sizeof name); },
                           {.name = "a job", .finishes = true});
        job.request(1);
    }
    EXPECT_STREQ(name, "a job");
}

}  // namespace
}  // namespace la
