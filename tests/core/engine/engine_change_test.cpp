// The engine changes in the middle of a run and takes over weights, moments and multipliers.

#include <cmath>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/config/config_json.h"
#include "core/io/presets.h"
#include "core/train/training.h"

namespace la {
namespace {

struct Case {
    const char* name;
    const char* preset;
    std::vector<const char*> sets;
};

// Adam, A and B in one ensemble; Uzawa's multipliers; momentum, and A in an ensemble of its own.
const Case kCases[]{{"adam", "circles", {}},
                    {"uzawa", "far-circles-uzawa", {"objective.uzawa.tau=1"}},
                    {"two_ensembles",
                     "moons",
                     {"optimizer.kind=momentum", "optimizer.weight_decay=0.001",
                      "compare.network.activation=tanh"}}};

void PrintTo(const Case& tested, std::ostream* out) {
    *out << tested.name;
}

Config config_of(const Case& tested) {
    Config config = find_preset(tested.preset).config;
    for (const char* set : tested.sets) {
        const std::string text(set);
        if (text.starts_with("compare.")) {
            config.compare[text.substr(8, text.find('=') - 8)] =
                '"' + text.substr(text.find('=') + 1) + '"';
        } else {
            set_field(config, text);
        }
    }
    return config;
}

void run(Training& training, int steps) {
    for (int i = 0; i < steps; ++i) {
        training.step();
    }
}

double relative_error(const MemberSnapshot& a, const MemberSnapshot& b) {
    double difference = 0, norm = 0;
    for (std::size_t i = 0; i < a.weights->values.size(); ++i) {
        const double x = a.weights->values[i], y = b.weights->values[i];
        difference += (x - y) * (x - y);
        norm += y * y;
    }
    return std::sqrt(difference / norm);
}

void expect_close(const Snapshot& a, const Snapshot& b, double bar) {
    ASSERT_EQ(a.step, b.step);
    ASSERT_EQ(a.members.size(), b.members.size());
    for (std::size_t m = 0; m < a.members.size(); ++m) {
        EXPECT_LT(relative_error(a.members[m], b.members[m]), bar) << "member " << m;
        EXPECT_NEAR(a.members[m].nu, b.members[m].nu, bar * b.members[m].nu);
    }
}

class EngineChange : public testing::TestWithParam<Case> {
  protected:
    const Config config_ = config_of(GetParam());
    const EngineOptions fused_{.device = "cpu", .engine = EngineKind::Fused};
};

// LibTorch takes the same next step as the fused engine, anywhere in the run: the change loses
// nothing.
TEST_P(EngineChange, TheNextStepIsThatOfAnUnbrokenRun) {
    for (const int before : {1, 7, 60}) {
        Training unbroken(config_, fused_), moved(config_, fused_);
        run(unbroken, before);
        run(moved, before);
        moved.apply(SetEngine{EngineKind::Torch, "cpu"});
        EXPECT_EQ(moved.snapshot().engine, "torch");
        run(unbroken, 1);
        run(moved, 1);
        expect_close(moved.snapshot(), unbroken.snapshot(), 1e-5);
        // Back and forth again. The runs are free from here on, so the tolerance is wider.
        moved.apply(SetEngine{EngineKind::Fused, "cpu"});
        EXPECT_EQ(moved.snapshot().engine, "fused");
        run(unbroken, 8);
        run(moved, 8);
        moved.apply(SetEngine{EngineKind::Torch, "cpu"});
        run(unbroken, 8);
        run(moved, 8);
        expect_close(moved.snapshot(), unbroken.snapshot(), 1e-4);
    }
}

// A state that passes through LibTorch unused comes back bit for bit, and the run goes on.
TEST_P(EngineChange, ThereAndBackIsTheSameRun) {
    Training unbroken(config_, fused_, make_engine, 10), moved(config_, fused_, make_engine, 10);
    run(unbroken, 45);
    run(moved, 45);
    moved.apply(SetEngine{EngineKind::Torch, "cpu"});
    moved.apply(SetEngine{EngineKind::Auto, "cpu"});
    run(unbroken, 45);
    run(moved, 45);
    const Snapshot a = moved.snapshot(), b = unbroken.snapshot();
    EXPECT_EQ(a.engine, "fused");
    EXPECT_EQ(a.asked.engine, EngineKind::Auto);
    EXPECT_EQ(a.run, b.run);
    EXPECT_EQ(a.step, 90);
    ASSERT_EQ(a.rows->size(), b.rows->size());
    for (std::size_t m = 0; m < a.members.size(); ++m) {
        EXPECT_EQ(a.members[m].weights->values, b.members[m].weights->values);
        EXPECT_EQ(a.members[m].nu, b.members[m].nu);
        EXPECT_EQ(a.rows->back().members[m].loss, b.rows->back().members[m].loss);
    }
    // A reset keeps the chosen engine.
    moved.apply(SetEngine{EngineKind::Torch, "cpu"});
    moved.apply(Reset{});
    run(moved, 1);
    EXPECT_EQ(moved.snapshot().engine, "torch");
}

INSTANTIATE_TEST_SUITE_P(Runs, EngineChange, testing::ValuesIn(kCases),
                         [](const auto& tested) { return std::string(tested.param.name); });

// A run with only some of its ensembles on the new engine must not exist.
TEST(EngineChanges, WhereOneEnsembleFailsAllStay) {
    int made = 0;
    const EngineFactory factory = [&](EngineSetup setup) {
        if (setup.engine == EngineKind::Torch && ++made == 2) {
            throw Error("out of memory");
        }
        setup.engine = EngineKind::Fused;
        return make_engine(setup);
    };
    const Config config = config_of(kCases[2]);
    Training training(config, {.device = "cpu", .engine = EngineKind::Fused}, factory);
    Training unbroken(config, {.device = "cpu", .engine = EngineKind::Fused});
    run(training, 5);
    EXPECT_THROW(training.apply(SetEngine{EngineKind::Torch, "cpu"}), Error);
    EXPECT_EQ(made, 2);
    EXPECT_EQ(training.snapshot().asked.engine, EngineKind::Fused);
    run(training, 5);
    run(unbroken, 10);
    for (const int m : {0, 1}) {
        EXPECT_EQ(training.snapshot().members[m].weights->values,
                  unbroken.snapshot().members[m].weights->values);
    }
}

}  // namespace
}  // namespace la
