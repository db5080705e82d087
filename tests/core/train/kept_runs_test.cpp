#include "core/train/kept_runs.h"

#include <gtest/gtest.h>

#include "core/io/presets.h"
#include "core/train/trainer.h"

namespace la {
namespace {

std::vector<float> weights_of(const Trainer& trainer) {
    return trainer.snapshot()->members.back().weights->values;
}

TEST(KeptRuns, KeepsTheNewestWithinItsBytes) {
    KeptRuns kept;
    const auto run = [](std::size_t floats) {
        TrainingState state;
        state.engines.push_back({.weights = std::vector<float>(floats)});
        return std::make_shared<const TrainingState>(std::move(state));
    };
    for (std::uint64_t i = 1; i <= 20; ++i) {
        kept.keep(i, run(10));
    }
    EXPECT_EQ(kept.find(12), nullptr);
    EXPECT_NE(kept.find(13), nullptr);
    EXPECT_NE(kept.find(20), nullptr);
    kept.keep(21, run(KeptRuns::kBytes / 4 + 1));  // above the limit alone
    EXPECT_NE(kept.find(21), nullptr);
    EXPECT_EQ(kept.find(20), nullptr);
    kept.keep(22, run(10));
    EXPECT_NE(kept.find(22), nullptr);
    EXPECT_EQ(kept.find(21), nullptr);
}

// A long run has up to 48 MB of history and 16 MB to rewind to beside its weights.
TEST(KeptRuns, HistoryAndDataCount) {
    const auto weights = std::make_shared<Weights>();
    weights->values.resize(1 << 18);  // a MiB
    const MemberSnapshot member{.config = {}, .weights = weights};
    History history({member});
    for (int step = 0; step < 20; ++step) {
        history.append({step, 0, {member}});
    }
    TrainingState long_run;
    long_run.history = history.rows();
    const auto run = std::make_shared<const TrainingState>(std::move(long_run));
    KeptRuns kept;
    for (std::uint64_t i = 1; i <= 8; ++i) {
        kept.keep(i, run);
    }
    EXPECT_NE(kept.find(8), nullptr);
    EXPECT_NE(kept.find(6), nullptr);
    EXPECT_EQ(kept.find(4), nullptr);  // 100 MiB

    Dataset data;
    data.points.resize(4 << 20);  // 32 MiB
    TrainingState large;
    large.data = std::make_shared<const Dataset>(std::move(data));
    for (std::uint64_t i = 11; i <= 18; ++i) {
        kept.keep(i, std::make_shared<const TrainingState>(large));
    }
    EXPECT_NE(kept.find(17), nullptr);
    EXPECT_EQ(kept.find(15), nullptr);
}

TEST(KeptRuns, ARunThatWasLeftGoesOnWithItsWeights) {
    const Config circles = find_preset("circles").config, moons = find_preset("moons").config;
    Trainer trainer(circles, {.on_thread = false});
    trainer.run_inline(50);
    const std::vector<float> first = weights_of(trainer);
    trainer.send(Change{Load{moons, nullptr, 1}});
    trainer.run_inline(20);
    const std::vector<float> second = weights_of(trainer);
    EXPECT_NE(second, first);
    trainer.send(Change{Load{circles, nullptr, 2, 1}});
    trainer.run_inline(0);
    EXPECT_EQ(trainer.snapshot()->step, 50);
    EXPECT_EQ(weights_of(trainer), first);
    EXPECT_NE(trainer.snapshot()->message.find("at step 50"), std::string::npos);
    trainer.send(Change{Load{moons, nullptr, 1, 2}});
    trainer.run_inline(0);
    EXPECT_EQ(weights_of(trainer), second);
    // As if it had never been left.
    trainer.send(Change{Load{circles, nullptr, 2, 1}});
    trainer.run_inline(10);
    Trainer straight(circles, {.on_thread = false});
    straight.run_inline(60);
    EXPECT_EQ(weights_of(trainer), weights_of(straight));
    // One that is not kept starts anew.
    trainer.send(Change{Load{moons, nullptr, 3, 77}});
    trainer.run_inline(0);
    EXPECT_EQ(trainer.snapshot()->step, 0);
    EXPECT_NE(trainer.snapshot()->message.find("no longer kept"), std::string::npos);
}

}  // namespace
}  // namespace la
