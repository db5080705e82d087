#include "core/train/changes.h"

#include <gtest/gtest.h>

#include "core/train/training.h"

namespace la {
namespace {

std::vector<Setting> lambda(double a, double b) {
    return settings_of({a, b}, {});
}

TEST(ChangeLog, NotesWhatDiffersOnce) {
    ChangeLog log;
    log.note(412, lambda(0, 0.03), lambda(0, 0.1));
    log.note(412, lambda(0, 0.1), lambda(0, 0.2));  // a slider dragged while training rests
    ASSERT_EQ(log.changes()->size(), 1u);
    const SettingChange change = log.changes()->front();
    EXPECT_EQ(change.step, 412);
    EXPECT_EQ(change.name, "lambda");
    EXPECT_EQ(change.member, 1);
    EXPECT_EQ(change.from, "0.03");
    EXPECT_EQ(change.to, "0.2");
    log.note(412, lambda(0, 0.2), lambda(0, 0.03));
    EXPECT_TRUE(log.changes()->empty()) << "changed back before any step";
}

TEST(ChangeLog, KeepsWhatWasGivenOut) {
    ChangeLog log;
    log.note(1, lambda(0, 0.03), lambda(0, 0.1));
    const auto before = log.changes();
    log.note(2, lambda(0, 0.1), lambda(0, 0.2));
    EXPECT_EQ(before->size(), 1u);
    EXPECT_EQ(log.changes()->size(), 2u);
}

TEST(ChangeLog, IsBoundedAndKeepsWhatStandsAlone) {
    ChangeLog log;
    log.note(7, settings_of({0, 1}, {.learning_rate = 0.1}),
             settings_of({0, 1}, {.learning_rate = 0.2}));
    for (int i = 1; i <= 5000; ++i) {  // an hour at the slider
        log.note(100 + 3 * i, lambda(0, i), lambda(0, i + 1));
    }
    const auto& changes = *log.changes();
    EXPECT_LE(changes.size(), ChangeLog::kMax);
    EXPECT_EQ(changes.front().name, "learning rate");
    EXPECT_EQ(changes.back().to, "5e+03");
    EXPECT_EQ(changes[1].from, "1");
    for (std::size_t i = 2; i < changes.size(); ++i) {
        EXPECT_EQ(changes[i].from, changes[i - 1].to) << "nothing is lost in between";
        EXPECT_GT(changes[i].step, changes[i - 1].step);
    }
}

TEST(Training, RemembersWhatWasChangedUntilTheNextRun) {
    Config config;
    config.dataset.points = 60;
    config.network.layers = 2;
    config.compare["objective.lambda"] = "0";
    Training training(config, {});
    for (int i = 0; i < 5; ++i) {
        training.step();
    }
    training.apply(SetLambda{1, 0.5});
    OptimizerConfig optimizer = config.optimizer;
    optimizer.learning_rate = 0.002;
    training.step();
    training.apply(SetOptimizer{optimizer});
    training.apply(SetOptimizer{optimizer});
    const auto changes = training.snapshot().changes;
    ASSERT_EQ(changes->size(), 2u);
    EXPECT_EQ(changes->at(0).step, 5);
    EXPECT_EQ(changes->at(0).to, "0.5");
    EXPECT_EQ(changes->at(1).step, 6);
    EXPECT_EQ(changes->at(1).name, "learning rate");
    EXPECT_EQ(changes->at(1).to, "0.002");
    for (const Change& change : {Change{Reset{}}, Change{NewSeed{}}, Change{Load{config}}}) {
        training.apply(change);
        EXPECT_TRUE(training.snapshot().changes->empty());
        training.step();
        training.apply(SetLambda{0, training.snapshot().members[0].lambda + 1});
        EXPECT_EQ(training.snapshot().changes->size(), 1u);
    }
}

}  // namespace
}  // namespace la
