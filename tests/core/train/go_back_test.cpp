// Going back to a step takes steps again: it says how far it is, and can be stopped.

#include <string>

#include <gtest/gtest.h>

#include "core/io/presets.h"
#include "core/train/trainer.h"
#include "tests/support/patience.h"
#include "tests/support/slow_engine.h"
#include "tests/support/wait_for.h"

namespace la {
namespace {

using namespace std::chrono_literals;

Trainer::Options slowly() {
    return {.engine = {"cpu"}, .factory = SlowEngine::factory(2ms)};
}

// Goes back twice: the second time all checkpoints but the first have gone, and all steps must be
// taken again. Returns the run as it stands while they are.
std::shared_ptr<const Snapshot> on_the_way(Trainer& trainer) {
    trainer.start();
    const auto before = wait_for(trainer, [](const Snapshot& s) { return s.step >= 120; });
    trainer.send(Change{Rewind{.to = 100, .leaves = 1}});
    wait_for(trainer, [&](const Snapshot& s) { return s.run > before->run && s.step >= 100; });
    trainer.send(Change{Rewind{.to = 99, .leaves = 2}});
    return wait_for(trainer, [](const Snapshot& s) { return s.going_back; });
}

bool ended(const Snapshot& s) {
    return !s.going_back;
}

TEST(GoBack, SaysHowFarItIsAndShowsTheRunThatIsLeft) {
    Trainer trainer(find_preset("circles").config, slowly());
    const auto way = on_the_way(trainer);
    EXPECT_GE(way->step, 100);
    EXPECT_NE(way->message.find("going back to step 99, now at "), std::string::npos)
        << way->message;
    const auto back = wait_for(trainer, ended);
    EXPECT_GE(back->step, 99);
    EXPECT_GT(back->run, way->run);
}

TEST(GoBack, StopsWhereItIs) {
    Trainer trainer(find_preset("circles").config, slowly());
    on_the_way(trainer);
    trainer.send(StopRewind{});
    const auto stopped = wait_for(trainer, ended);
    EXPECT_LT(stopped->step, 99);
    EXPECT_EQ(stopped->status, Status::Paused);
    EXPECT_NE(stopped->message.find("stopped on the way"), std::string::npos) << stopped->message;
    trainer.send(la::Run{});
    wait_for(trainer, [](const Snapshot& s) { return s.step > 100; });
}

TEST(GoBack, EndsForANewRun) {
    Trainer trainer(find_preset("circles").config, slowly());
    const auto way = on_the_way(trainer);
    trainer.send(Change{Reset{}});
    const auto next =
        wait_for(trainer, [&](const Snapshot& s) { return ended(s) && s.run > way->run; });
    EXPECT_LT(next->step, 99);
    EXPECT_EQ(next->status, Status::Running) << "as before";
}

TEST(GoBack, KeepsTheRunThatIsLeftWhenTheProgramEnds) {
    Trainer trainer(find_preset("circles").config, slowly());
    on_the_way(trainer);
    ASSERT_TRUE(trainer.stop_within(std::chrono::milliseconds(kPatience)));
    EXPECT_GE(trainer.last_state().now.step, 100);
}

TEST(GoBack, NothingToStop) {
    Trainer trainer(find_preset("circles").config, slowly());
    trainer.start();
    const auto before = wait_for(trainer, [](const Snapshot& s) { return s.step >= 3; });
    trainer.send(StopRewind{});
    const auto after =
        wait_for(trainer, [&](const Snapshot& s) { return s.step > before->step + 3; });
    EXPECT_EQ(after->run, before->run);
    EXPECT_EQ(after->status, Status::Running);
}

// The run goes on from the step that was reached, with the settings as they are now.
TEST(GoBack, ARunStoppedOnTheWayIsOneThatWentBackThere) {
    const auto trained = [] {
        Training training(find_preset("circles").config, {"cpu"});
        while (training.steps() < 200) {
            if (training.steps() == 60) {
                training.apply(SetLambda{1, 0.4});
            }
            training.step();
        }
        training.apply(Rewind{.to = 190});
        return training;
    };
    Training stopped = trained(), asked = trained();
    stopped.apply(Rewind{.to = 189},
                  [](std::int64_t reached, std::int64_t) { return reached < 40; });
    asked.apply(Rewind{.to = 40});
    for (Training* training : {&stopped, &asked}) {
        EXPECT_EQ(training->steps(), 40);
        for (int i = 0; i < 30; ++i) {
            training->step();
        }
    }
    const Snapshot is = stopped.snapshot(), should = asked.snapshot();
    for (std::size_t m = 0; m < is.members.size(); ++m) {
        EXPECT_EQ(is.members[m].weights->values, should.members[m].weights->values);
        EXPECT_EQ(is.members[m].lambda, should.members[m].lambda);
    }
    EXPECT_EQ(is.left.from, 40);
}

}  // namespace
}  // namespace la
