// The hand-over between the training thread and its reader; also run under the thread sanitizer.

#include "core/train/trainer.h"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/io/presets.h"
#include "core/observe/observer.h"
#include "tests/support/patience.h"
#include "tests/support/slow_engine.h"
#include "tests/support/wait_for.h"

namespace la {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

Config circles() {
    return find_preset("circles").config;
}

TEST(Trainer, HasASnapshotBeforeTheEngineIsThere) {
    Trainer trainer(circles(), {.factory = SlowEngine::factory(1ms)});
    ASSERT_TRUE(trainer.snapshot());
    EXPECT_EQ(trainer.snapshot()->status, Status::Starting);
    EXPECT_EQ(trainer.snapshot()->step, 0);
}

TEST(Trainer, RunsPausesStepsAndResets) {
    Trainer trainer(circles(), {.factory = SlowEngine::factory(0ms)});
    trainer.start();
    const auto first = weights_hash(*trainer.snapshot()->members[0].weights);
    wait_for(trainer, [](const Snapshot& s) { return s.step > 50; });
    trainer.send(Pause{});
    const auto paused =
        wait_for(trainer, [](const Snapshot& s) { return s.status == Status::Paused; });
    trainer.send(Step{Step::Unit::Batch});
    wait_for(trainer, [&](const Snapshot& s) { return s.step == paused->step + 1; });
    trainer.send(Step{Step::Unit::Epoch});
    wait_for(trainer,
             [](const Snapshot& s) { return s.step % 8 == 0; });  // 480 points in batches of 64
    trainer.send(Change{Reset{}});
    const auto reset = wait_for(trainer, [&](const Snapshot& s) { return s.run > paused->run; });
    EXPECT_EQ(reset->step, 0);
    EXPECT_EQ(weights_hash(*reset->members[0].weights), first);
    EXPECT_EQ(reset->status, Status::Paused);
    trainer.send(la::Run{});
    wait_for(trainer, [](const Snapshot& s) { return s.step > 0 && s.status == Status::Running; });
}

TEST(Trainer, KeepsThePaceItIsGiven) {
    Trainer trainer(circles(), {.factory = SlowEngine::factory(0ms), .steps_per_s = 200});
    trainer.start();
    wait_for(trainer, [](const Snapshot& s) { return s.steps_per_s > 0; });
    const auto begin = Clock::now();
    const auto first = trainer.snapshot()->step;
    wait_for(trainer, [&](const Snapshot& s) { return s.step >= first + 200; });
    EXPECT_GT(Clock::now() - begin, 800ms);  // a loaded machine may be late, but is never early
}

TEST(Trainer, SlidersCoalesceAndTheLastValueHolds) {
    Trainer trainer(circles(), {.factory = SlowEngine::factory(20ms)});
    trainer.start();
    for (int i = 1; i <= 1000; ++i) {
        trainer.send(Change{SetLambda{1, i / 1000.0}});
    }
    const auto last = wait_for(trainer, [](const Snapshot& s) { return s.members[1].lambda == 1; });
    EXPECT_LT(last->step, 500);  // a value a step would be 1000
}

TEST(Trainer, AFailingEngineIsAStateAndAResetTriesAgain) {
    std::atomic<bool> broken = true;
    const EngineFactory factory = [&](const EngineSetup& setup) {
        if (broken) {
            throw Error("device cuda is not available");
        }
        return SlowEngine::factory(0ms)(setup);
    };
    Trainer trainer(circles(), {.factory = factory});
    trainer.start();
    const auto failed =
        wait_for(trainer, [](const Snapshot& s) { return s.status == Status::Failed; });
    EXPECT_EQ(failed->message, "device cuda is not available");
    broken = false;
    trainer.send(Change{Reset{}});
    trainer.send(la::Run{});
    wait_for(trainer, [](const Snapshot& s) { return s.step > 3; });
}

TEST(Trainer, AnEngineThatCannotBeMadeLeavesTheOldOneAndSaysWhy) {
    const EngineFactory factory = [](const EngineSetup& setup) {
        if (setup.engine == EngineKind::Torch) {
            throw Error("cannot load LibTorch: no such file; install libtorch-dev");
        }
        return SlowEngine::factory(0ms)(setup);
    };
    Trainer trainer(circles(), {.factory = factory});
    trainer.start();
    const auto before = wait_for(trainer, [](const Snapshot& s) { return s.step > 50; });
    trainer.send(Change{SetEngine{EngineKind::Torch, "auto"}});
    const auto refused = wait_for(trainer, [](const Snapshot& s) {
        return s.message == "cannot load LibTorch: no such file; install libtorch-dev";
    });
    EXPECT_EQ(refused->engine, "slow");
    EXPECT_EQ(refused->asked, EngineOptions{});
    EXPECT_EQ(refused->run, before->run);
    wait_for(trainer, [&](const Snapshot& s) {
        return s.step > refused->step + 50 && s.status == Status::Running;
    });
    trainer.send(Change{SetEngine{EngineKind::Fused, "cpu"}});
    const auto changed =
        wait_for(trainer, [](const Snapshot& s) { return s.asked.engine == EngineKind::Fused; });
    EXPECT_EQ(changed->message, "");
    EXPECT_GT(changed->step, refused->step);
    EXPECT_EQ(changed->run, before->run);
}

// The answer may have to load LibTorch: no reader waits for it, and it is asked for once.
TEST(Trainer, ListsDevicesWhenAsked) {
    std::atomic<int> asked = 0;
    std::atomic<bool> answer = false;
    const auto devices = [&]() -> std::vector<Device> {
        ++asked;
        while (!answer) {
            std::this_thread::sleep_for(1ms);
        }
        return {"cpu", "cuda"};
    };
    Trainer trainer(circles(), {.factory = SlowEngine::factory(0ms), .devices = devices});
    trainer.start();
    wait_for(trainer, [](const Snapshot& s) { return s.step > 5; });
    EXPECT_EQ(asked, 0);
    EXPECT_TRUE(trainer.snapshot()->devices.empty());
    trainer.send(ListDevices{});
    trainer.send(ListDevices{});
    while (asked == 0) {
        std::this_thread::sleep_for(1ms);
    }
    EXPECT_TRUE(trainer.snapshot()->devices.empty());  // a reader has what there is
    answer = true;
    const auto listed = wait_for(trainer, [](const Snapshot& s) { return !s.devices.empty(); });
    EXPECT_EQ(listed->devices, (std::vector<Device>{"cpu", "cuda"}));
    wait_for(trainer, [&](const Snapshot& s) { return s.step > listed->step + 5; });
    EXPECT_EQ(asked, 1);
}

TEST(Trainer, ASlowStepDelaysNeitherReaderNorSender) {
    for (const auto kind : {SlowEngine::Kind::Sleeping, SlowEngine::Kind::Busy}) {
        Trainer trainer(circles(), {.factory = SlowEngine::factory(2s, kind)});
        trainer.start();
        wait_for(trainer, [](const Snapshot& s) { return s.status == Status::Running; });
        auto worst = Clock::duration::zero();
        for (int i = 0; i < 500; ++i) {
            const auto begin = Clock::now();
            trainer.send(Change{SetLambda{1, 0.01 * i}});
            const auto snapshot = trainer.snapshot();
            worst = std::max(worst, Clock::now() - begin);
            std::this_thread::sleep_for(1ms);
        }
        EXPECT_LT(worst, 1500ms);  // far below a step; a lock held over a step would show
    }
}

TEST(Trainer, StopsWithinAStepAndSaysSo) {
    Trainer trainer(circles(), {.factory = SlowEngine::factory(500ms)});
    trainer.start();
    wait_for(trainer, [](const Snapshot& s) { return s.status == Status::Running; });
    std::this_thread::sleep_for(100ms);  // well inside a step, not between two
    EXPECT_FALSE(trainer.stop_within(1ms));
    EXPECT_TRUE(trainer.stop_within(kPatience));
}

// The same commands give the same run inline and on a thread, but for the status between them.
TEST(Trainer, RunsInlineWhatItRunsOnAThread) {
    Trainer there(circles(), {.factory = SlowEngine::factory(0ms), .running = false});
    there.start();
    Trainer here(circles(), {.factory = SlowEngine::factory(0ms), .on_thread = false});
    EXPECT_EQ(here.snapshot()->status, Status::Paused);
    for (const Command& command :
         {Command(Step{Step::Unit::Batch}), Command(Change{SetLambda{1, 0.25}}), Command(la::Run{}),
          Command(Pause{}), Command(Step{Step::Unit::Epoch}), Command(TakeState{3})}) {
        if (!std::holds_alternative<la::Run>(command)) {
            there.send(command);
        }
        here.send(command);
        here.run_inline(0);
        EXPECT_EQ(here.snapshot()->status, Status::Paused);
    }
    const auto threaded = wait_for(there, [](const Snapshot& s) { return s.step == 8; });
    const auto inlined = here.snapshot();
    EXPECT_EQ(inlined->step, 8);  // the epoch that the first step began
    EXPECT_EQ(inlined->commands, 6u);
    EXPECT_EQ(inlined->members[1].lambda, 0.25);
    EXPECT_EQ(weights_hash(*inlined->members[1].weights),
              weights_hash(*threaded->members[1].weights));
    EXPECT_EQ(here.taken()->request, 3u);
    here.run_inline(5);
    EXPECT_EQ(here.snapshot()->step, 13);
}

TEST(Trainer, InlineARefusedCommandIsAMessageAndAMissingEngineAnError) {
    const EngineFactory factory = [](const EngineSetup& setup) {
        if (setup.engine == EngineKind::Torch) {
            throw Error("cannot load LibTorch");
        }
        return SlowEngine::factory(0ms)(setup);
    };
    Trainer trainer(circles(), {.factory = factory, .on_thread = false});
    trainer.run_inline(2);
    trainer.send(Change{SetEngine{EngineKind::Torch, "auto"}});
    trainer.run_inline(1);
    EXPECT_EQ(trainer.snapshot()->message, "cannot load LibTorch");
    EXPECT_EQ(trainer.snapshot()->step, 3);
    Trainer without(
        circles(),
        {.engine = {.engine = EngineKind::Torch}, .factory = factory, .on_thread = false});
    EXPECT_THROW(without.run_inline(1), Error);
    EXPECT_THROW(without.prepare_inline(), Error);
}

// Starts, sends commands and stops at random moments while an observer reads the snapshots.
TEST(HandOver, SurvivesStoppingAtAnyMoment) {
    Random random(7);
    for (int round = 0; round < 100; ++round) {
        Trainer trainer(circles(), {.factory = SlowEngine::factory(round % 3 == 0 ? 2ms : 0ms)});
        Observer observer;
        trainer.start();
        const auto end = Clock::now() + std::chrono::microseconds(random.below(20000));
        std::uint64_t version = 0;
        while (Clock::now() < end) {
            const auto snapshot = trainer.snapshot();
            ASSERT_GE(snapshot->version, version);
            version = snapshot->version;
            // Now, or a step that the run has kept.
            const KeptSteps& kept = *snapshot->history;
            ASSERT_LE(kept.back().step, snapshot->step);
            const auto past = snapshot_at(*snapshot, kept[random.below(kept.size())]);
            observer.request(
                {.snapshot = random.below(2) == 0 ? snapshot : past,
                 .views = {.fields = {FieldRequest{.layer = 3, .width = 8, .height = 8}}},
                 .transport_points = 16});
            switch (random.below(6)) {
                case 0:
                    trainer.send(Change{SetLambda{1, random.uniform()}});
                    break;
                case 1:
                    trainer.send(Change{Reset{}});
                    break;
                case 2:
                    trainer.send(Change{NewSeed{}});
                    break;
                case 3:
                    trainer.send(Pause{});
                    break;
                case 4:
                    trainer.send(la::Run{});
                    break;
                case 5:
                    trainer.send(Step{Step::Unit::Epoch});
                    break;
            }
            if (const auto seen = observer.observation()) {
                ASSERT_EQ(seen->members.size(), 2u);
            }
        }
    }
}

}  // namespace
}  // namespace la
