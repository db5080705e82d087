// A diverged run goes back to its last good checkpoint.

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/io/presets.h"
#include "core/io/run_folder.h"
#include "core/io/session_file.h"
#include "core/train/trainer.h"
#include "core/train/training.h"
#include "tests/support/session_cases.h"

namespace la {
namespace {

constexpr double kSteep = 0.3;

Config steep() {  // B diverges at about step 70, after it has learned something
    Config config = find_preset("circles").config;
    config.optimizer.kind = OptimizerKind::Momentum;
    config.optimizer.learning_rate = kSteep;
    return config;
}

void run(Training& training, int steps) {
    for (int i = 0; i < steps; ++i) {
        training.step();
    }
}

void until_lost(Training& training) {
    while (!training.diverged() && training.steps() < 3000) {
        training.step();
    }
    ASSERT_TRUE(training.diverged());
}

void set_rate(Training& training, double rate) {
    OptimizerConfig optimizer = training.config().optimizer;
    optimizer.learning_rate = rate;
    training.apply(SetOptimizer{optimizer});
}

std::vector<std::string> hashes(const Snapshot& snapshot) {
    std::vector<std::string> out;
    for (const MemberSnapshot& member : snapshot.members) {
        out.push_back(weights_hash(*member.weights));
    }
    return out;
}

TEST(Rewind, GivesTheRunBackAsItWasAtThatStep) {
    for (const char* preset : {"circles", "far-circles-uzawa"}) {
        Config config = find_preset(preset).config;
        Training training(config, {"cpu"});
        run(training, 60);
        set_rate(training, 1000);
        until_lost(training);
        const std::uint64_t before = training.snapshot().run;
        const std::int64_t to = training.snapshot().rewind_step;
        ASSERT_GT(to, 0);
        ASSERT_LE(to, 60);
        set_rate(training, config.optimizer.learning_rate);
        training.apply(Rewind{});
        Training fresh(config, {"cpu"});
        run(fresh, static_cast<int>(to));
        const Snapshot is = training.snapshot(), should = fresh.snapshot();
        EXPECT_EQ(is.status, Status::Paused);
        EXPECT_EQ(is.rewind_step, -1);
        EXPECT_GT(is.run, before);
        EXPECT_EQ(is.step, to);
        EXPECT_EQ(hashes(is), hashes(should));
        EXPECT_EQ(is.history->size(), should.history->size());
        EXPECT_EQ(is.history->back().step, should.history->back().step);
        for (std::size_t m = 0; m < 2; ++m) {
            EXPECT_EQ(is.members[m].nu, should.members[m].nu);
            EXPECT_EQ(metrics_csv(is, m), metrics_csv(should, m));
        }
        run(training, 50);  // moments, batches and multipliers, too
        run(fresh, 50);
        EXPECT_EQ(hashes(training.snapshot()), hashes(fresh.snapshot()));
        EXPECT_EQ(metrics_csv(training.snapshot(), 1), metrics_csv(fresh.snapshot(), 1));
    }
}

TEST(Rewind, WithoutAnotherSettingTheSameStepIsLostWithTheSameBytes) {
    Training training(steep(), {"cpu"});
    until_lost(training);
    const Snapshot lost = training.snapshot();
    ASSERT_GT(lost.rewind_step, 10);
    ASSERT_LT(lost.rewind_step, lost.step);
    for (int i = 0; i < 2; ++i) {
        training.apply(Rewind{});
        EXPECT_EQ(training.steps(), lost.rewind_step);
        EXPECT_NE(hashes(training.snapshot()), hashes(lost));
        until_lost(training);
        const Snapshot again = training.snapshot();
        EXPECT_EQ(again.step, lost.step);
        EXPECT_EQ(again.message, lost.message);
        EXPECT_EQ(hashes(again), hashes(lost));
        EXPECT_EQ(metrics_csv(again, 1), metrics_csv(lost, 1));
    }
}

TEST(Rewind, GoesToTheStepFromWhichTheLossRose) {
    Training training(steep(), {"cpu"});
    until_lost(training);
    const Snapshot lost = training.snapshot();
    double least = 1e30, there = 0;
    for (std::size_t i = 0; i < lost.rows->size(); ++i) {
        const MetricsRow& row = (*lost.rows)[i];
        double objective = 0;
        for (std::size_t m = 0; m < 2; ++m) {
            objective += row.members[m].loss + row.lambda[m] * row.members[m].penalty;
        }
        least = std::min(least, objective);
        there = row.step == lost.rewind_step ? objective : there;
    }
    EXPECT_LT(there, 1.5 * least) << "the checkpoints are sparse, and see 256 points";
    const MetricsRow& end = lost.rows->back();
    EXPECT_GT(end.members[1].loss, 10 * there);
}

TEST(Rewind, SettingsAndPointsStayAsTheyAre) {
    Training training(find_preset("circles").config, {"cpu"});
    run(training, 100);
    set_rate(training, 1000);
    until_lost(training);
    training.apply(SetLambda{1, 0.5});
    set_rate(training, 0.001);
    training.set_stop({.steps = 150});
    training.apply(Rewind{});
    EXPECT_EQ(training.config().optimizer.learning_rate, 0.001);
    EXPECT_EQ(training.config().stop.steps, 150);
    EXPECT_EQ(training.snapshot().members[1].lambda, 0.5);
    EXPECT_EQ(training.snapshot().members[0].lambda, 0);
    run(training, 500);
    EXPECT_FALSE(training.diverged());
    const auto changes = training.snapshot().changes;
    EXPECT_EQ(changes->front().name, "step") << "the rewind is marked in the curves";
}

TEST(Rewind, OnlyADivergedRunCanBeRewound) {
    Training training(steep(), {"cpu"});
    run(training, 20);
    const std::string before = session_bytes({training.state(), ""});
    EXPECT_EQ(training.snapshot().rewind_step, -1);
    EXPECT_THROW(training.apply(Rewind{}), Error);
    EXPECT_TRUE(session_bytes({training.state(), ""}) == before);
    until_lost(training);
    for (const Change& change : std::vector<Change>{Reset{}, NewSeed{}, Load{steep()}}) {
        training.apply(change);
        EXPECT_EQ(training.snapshot().rewind_step, -1);
        EXPECT_THROW(training.apply(Rewind{}), Error);
        until_lost(training);
    }
    training.apply(Reset{});
    training.step();
    set_rate(training, 1000);
    until_lost(training);
    EXPECT_LE(training.snapshot().rewind_step, 1) << "nothing is left of the run before";
}

TEST(Rewind, ASessionKeepsWhatItNeeds) {
    Training training(steep(), {"cpu"});
    run(training, 40);
    // As it will be, unbroken; and from a file in between.
    const auto through_a_file = [](Training& from) {
        return parse_session(session_bytes({from.state(), ""})).training;
    };
    Training again(through_a_file(training), {"cpu"});
    until_lost(training);
    until_lost(again);
    EXPECT_EQ(again.snapshot().rewind_step, training.snapshot().rewind_step);
    EXPECT_LT(training.snapshot().rewind_step, 70);
    Training lost(through_a_file(training), {"cpu"});
    EXPECT_EQ(lost.snapshot().rewind_step, training.snapshot().rewind_step);
    Training restored(find_preset("moons").config, {"cpu"});
    restored.restore(through_a_file(training));
    for (Training* one : {&training, &again, &lost, &restored}) {
        one->apply(Rewind{});
        set_rate(*one, 0.02);
        run(*one, 60);
        ASSERT_FALSE(one->diverged());
        EXPECT_TRUE(session_bytes({one->state(), ""}) == session_bytes({training.state(), ""}));
    }
}

TEST(Rewind, TheTrainerPausesThere) {
    Trainer trainer(steep(), {.engine = {"cpu"}});
    trainer.start();
    const auto wait = [&](auto holds) {
        for (int i = 0; i < 20000 && !holds(*trainer.snapshot()); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        ASSERT_TRUE(holds(*trainer.snapshot()));
    };
    wait([](const Snapshot& s) { return s.status == Status::Diverged; });
    const std::int64_t to = trainer.snapshot()->rewind_step;
    trainer.send(Change{Rewind{}});
    wait([](const Snapshot& s) { return s.status == Status::Paused; });
    EXPECT_EQ(trainer.snapshot()->step, to);
    trainer.send(la::Run{});
    wait([](const Snapshot& s) { return s.status == Status::Diverged; });
}

// Trains with a change of λ at 100 and one of the rate at 180, up to this step.
void with_changes(Training& training, std::int64_t until) {
    while (training.steps() < until) {
        if (training.steps() == 100) {
            training.apply(SetLambda{1, 0.4});
        }
        if (training.steps() == 180) {
            set_rate(training, 0.003);
        }
        training.step();
    }
}

TEST(GoOn, FromAnyStepAsTheRunWasThere) {
    for (const char* preset : {"circles", "far-circles-uzawa"}) {
        for (const std::int64_t to : {0, 1, 137, 299}) {
            Training training(find_preset(preset).config, {"cpu"});
            with_changes(training, 300);
            const std::uint64_t before = training.snapshot().run;
            const auto rows = training.snapshot().rows;
            training.apply(Rewind{.to = to});
            Training fresh(find_preset(preset).config, {"cpu"});
            with_changes(fresh, to);
            const Snapshot is = training.snapshot(), should = fresh.snapshot();
            EXPECT_EQ(is.step, to);
            EXPECT_GT(is.run, before);
            EXPECT_EQ(is.status, Status::Paused);
            EXPECT_EQ(hashes(is), hashes(should)) << preset << " " << to;
            EXPECT_EQ(metrics_csv(is, 1), metrics_csv(should, 1));
            EXPECT_EQ(is.history->back().step, should.history->back().step);
            EXPECT_EQ(is.left.rows->back().step, rows->back().step) << "what was left";
            EXPECT_EQ(is.left.from, to);
            // The settings are those of the step that was left.
            EXPECT_EQ(training.config().optimizer.learning_rate, 0.003);
            if (to <= 100) {
                fresh.apply(SetLambda{1, 0.4});
            }
            if (to <= 180) {
                set_rate(fresh, 0.003);
            }
            run(training, 60);
            run(fresh, 60);
            EXPECT_EQ(hashes(training.snapshot()), hashes(fresh.snapshot())) << preset << to;
        }
    }
}

TEST(GoOn, TheRunThatWasLeftIsKnownUntilANewOne) {
    Training training(find_preset("circles").config, {"cpu"});
    run(training, 80);
    EXPECT_EQ(training.snapshot().left.rows, nullptr);
    training.apply(Rewind{.to = 30});
    run(training, 20);
    training.apply(Rewind{.to = 40});
    EXPECT_EQ(training.snapshot().left.rows->back().step, 50);
    EXPECT_EQ(training.snapshot().left.from, 40);
    training.apply(Reset{});
    EXPECT_EQ(training.snapshot().left.rows, nullptr);
}

TEST(GoOn, BeforeAnEarlierOneAndFromALostRun) {
    Training training(steep(), {"cpu"});
    run(training, 60);
    training.apply(Rewind{.to = 40});
    run(training, 10);
    training.apply(Rewind{.to = 20});
    Training fresh(steep(), {"cpu"});
    run(fresh, 20);
    EXPECT_EQ(hashes(training.snapshot()), hashes(fresh.snapshot()));
    until_lost(training);
    training.apply(Rewind{.to = 25});
    run(fresh, 5);
    EXPECT_FALSE(training.diverged());
    EXPECT_EQ(hashes(training.snapshot()), hashes(fresh.snapshot()));
}

TEST(GoOn, OnlyFromAStepThatTheRunHasLeftBehind) {
    Training training(find_preset("circles").config, {"cpu"});
    run(training, 20);
    const std::string before = session_bytes({training.state(), ""});
    for (const std::int64_t step : {20, 21, 1000}) {
        EXPECT_THROW(training.apply(Rewind{.to = step}), Error);
    }
    EXPECT_TRUE(session_bytes({training.state(), ""}) == before);
}

std::shared_ptr<const KeptCheckpoint> checkpoint(std::int64_t step, std::size_t numbers) {
    auto at = std::make_shared<Checkpoint>();
    at->run.step = step;
    at->engines.push_back({.weights = std::vector<float>(numbers), .moment1 = {}, .moment2 = {}});
    return std::make_shared<const KeptCheckpoint>(KeptCheckpoint{std::move(at), {}, {}, {}, {}});
}

TEST(Checkpoints, AreManyOfLateStepsAndFewOfEarlyOnes) {
    Checkpoints kept;
    for (std::int64_t step = 0; step <= 100000; ++step) {
        kept.keep(checkpoint(step, 4));
        ASSERT_LE(kept.all().size(), Checkpoints::kMax);
    }
    EXPECT_EQ(kept.all().front()->step(), 0);
    EXPECT_EQ(kept.last_step(), 100000);
    for (std::size_t i = 1; i < kept.all().size(); ++i) {
        const std::int64_t gap = kept.all()[i]->step() - kept.all()[i - 1]->step();
        const std::int64_t age = kept.last_step() - kept.all()[i]->step();
        EXPECT_LE(gap, 3 * age + 2) << kept.all()[i]->step();
    }
    kept.cut(50000);
    EXPECT_LE(kept.last_step(), 50000);
    EXPECT_EQ(kept.before(-1), nullptr);
    EXPECT_EQ(kept.before(0)->step(), 0);
    EXPECT_LE(kept.before(1000)->step(), 1000);
    EXPECT_EQ(kept.before(70000)->step(), kept.last_step());
    kept.keep_ends();
    EXPECT_EQ(kept.all().size(), 2u);
    EXPECT_EQ(kept.before(1000)->step(), 0);
}

TEST(Checkpoints, AreFewerForLargeNetworks) {
    Checkpoints kept;
    const std::size_t numbers = Checkpoints::kBytes / 4 / 3;  // three of them fill the room
    for (std::int64_t step = 0; step < 20; ++step) {
        kept.keep(checkpoint(step, numbers));
    }
    EXPECT_EQ(kept.all().size(), 2u);
    EXPECT_EQ(kept.last_step(), 19);
}

}  // namespace
}  // namespace la
