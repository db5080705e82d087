#include "app/experiment/undo.h"

#include <gtest/gtest.h>

#include "core/io/presets.h"

namespace la {
namespace {

Edit lambda(double before, double after, int member = 1) {
    return {LambdaSetting{member, before, Mode::Weight, member == 0},
            LambdaSetting{member, after, Mode::Weight, member == 0}};
}

double lambda_in(const std::optional<UndoValue>& setting) {
    return std::get<LambdaSetting>(setting.value()).lambda;
}

Edit run(const Config& before, const Config& after, const char* from = "", const char* to = "") {
    return {RunSetting{before, from}, RunSetting{after, to}};
}

TEST(Undo, GoesBackAndOn) {
    Undo undo;
    EXPECT_EQ(undo.undoable(), nullptr);
    EXPECT_FALSE(undo.undo().has_value());
    undo.add(lambda(0.1, 0.2), 1);
    undo.add(lambda(0.2, 0.3), 2);
    EXPECT_EQ(undo.redoable(), nullptr);
    EXPECT_EQ(lambda_in(undo.undo()), 0.2);
    EXPECT_EQ(lambda_in(undo.undo()), 0.1);
    EXPECT_FALSE(undo.undo().has_value());
    EXPECT_EQ(lambda_in(undo.redo()), 0.2);
    EXPECT_EQ(lambda_in(undo.redo()), 0.3);
    EXPECT_FALSE(undo.redo().has_value());
}

TEST(Undo, ANewEditDropsWhatCouldBeRedone) {
    Undo undo;
    undo.add(lambda(0.1, 0.2), 1);
    undo.add(lambda(0.2, 0.3), 2);
    undo.undo();
    undo.add(lambda(0.2, 0.5), 3);
    EXPECT_EQ(undo.redoable(), nullptr);
    EXPECT_EQ(lambda_in(undo.undo()), 0.2);
    EXPECT_EQ(lambda_in(undo.redo()), 0.5);
}

TEST(Undo, ADragIsOneEdit) {
    Undo undo;
    for (int i = 1; i <= 50; ++i) {
        undo.add(lambda(i, i + 1), 7);
    }
    EXPECT_EQ(undo.size(), 1u);
    undo.add(lambda(51, 52), 8);  // another drag
    EXPECT_EQ(undo.size(), 2u);
    undo.add(lambda(0, 1, 0), 8);  // of the other network
    EXPECT_EQ(undo.size(), 3u);
    undo.undo();
    undo.undo();
    EXPECT_EQ(lambda_in(undo.undo()), 1);
}

// Of one rate; another optimiser is an edit of its own.
TEST(Undo, ADragOfTheLearningRateIsOneEdit) {
    const auto rate = [](double value, OptimizerKind kind = OptimizerKind::Sgd) {
        OptimizerConfig out;
        out.kind = kind;
        out.learning_rate = value;
        return OptimizerSetting{out};
    };
    Undo undo;
    undo.add({rate(1), rate(2)}, 7);
    undo.add({rate(2), rate(3)}, 7);
    ASSERT_EQ(undo.size(), 1u);
    EXPECT_EQ(describe(*undo.undoable()), "learning rate 1.0 → 3.0");
    undo.add({rate(3), rate(3, OptimizerKind::Adam)}, 7);
    EXPECT_EQ(undo.size(), 2u);
    undo.add({rate(3, OptimizerKind::Adam), rate(4, OptimizerKind::Adam)}, 8);
    EXPECT_EQ(undo.size(), 3u);
}

// The engine of a twin comes and goes with it.
TEST(Undo, StabilityIsOneEditEachTime) {
    const StabilitySetting off{{.vectors = 1}, {}};
    const StabilitySetting twin{{.vectors = 1, .twin = 1e-7}, {EngineKind::Double, "cpu"}};
    StabilitySetting more = twin;
    more.stability.vectors = 4;
    Undo undo;
    undo.add({off, twin}, 7);
    undo.add({twin, more}, 7);
    undo.add({more, more}, 8);
    ASSERT_EQ(undo.size(), 2u);
    EXPECT_EQ(describe(undo.edits()[0]), "twin 0.0 → 1e-07");
    EXPECT_EQ(describe(undo.edits()[1]), "vectors 1 → 4");
    EXPECT_EQ(undo.undo(), UndoValue(twin));
    EXPECT_EQ(undo.undo(), UndoValue(off));
    EXPECT_EQ(undo.redo(), UndoValue(twin));
}

TEST(Undo, ADragBackToItsStartIsNoEdit) {
    Undo undo;
    undo.add(lambda(1, 2), 7);
    undo.add(lambda(2, 1), 7);
    EXPECT_EQ(undo.size(), 0u);
    undo.add(lambda(1, 1), 8);
    EXPECT_EQ(undo.size(), 0u);
}

TEST(Undo, NewRunsStaySeparateEditsWithinOneGesture) {
    Config a = find_preset("circles").config, b = a, c = a;
    b.network.layers = 5;
    c.network.layers = 5;
    c.network.hidden = 8;
    Undo undo;
    undo.add(run(a, b), 1);
    undo.add(run(b, c), 1);
    EXPECT_EQ(undo.size(), 2u);
    EXPECT_EQ(std::get<RunSetting>(undo.undo().value()).config, b);
}

TEST(Undo, IsBounded) {
    Undo undo;
    for (std::size_t i = 0; i < Undo::kMax + 20; ++i) {
        undo.add(lambda(static_cast<double>(i), static_cast<double>(i) + 1), i);
    }
    EXPECT_EQ(undo.size(), Undo::kMax);
    for (std::size_t i = 0; i + 1 < Undo::kMax; ++i) {
        undo.undo();
    }
    EXPECT_EQ(lambda_in(undo.undo()), 20) << "the oldest are forgotten";
    EXPECT_FALSE(undo.undo().has_value());
}

TEST(Undo, NamesWhatItTakesBack) {
    EXPECT_EQ(describe(lambda(0.03, 0.1)), "λ 0.03 → 0.1");
    EXPECT_EQ(describe(lambda(0, 1e-5, 0)), "λ of A 0 → 10⁻⁵");
    EXPECT_EQ(describe({LambdaSetting{1, 0.5, Mode::Uzawa}, LambdaSetting{1, 0, Mode::None}}),
              "λ 0.5 (Uzawa) → 0");
    EXPECT_EQ(describe({SpeedSetting{1}, SpeedSetting{4}}), "speed 250 /s → max");
    OptimizerConfig before, after;
    after.learning_rate = 0.005;
    EXPECT_EQ(describe({OptimizerSetting{before}, OptimizerSetting{after}}),
              "learning rate 0.01 → 0.005");
    after.kind = OptimizerKind::Sgd;
    EXPECT_EQ(describe({OptimizerSetting{before}, OptimizerSetting{after}}),
              "optimizer kind adam → sgd and 1 more");
    Config a = find_preset("circles").config, b = a;
    b.network.layers = 5;
    EXPECT_EQ(describe(run(a, b, "circles")), "layers 9 → 5");
    EXPECT_EQ(describe(run(a, find_preset("moons").config, "circles", "moons")),
              "preset circles → moons");
    EXPECT_EQ(describe(run(b, find_preset("moons").config, "", "moons")),
              "preset own setting → moons");
    Config seed = a;
    ++seed.network.seed;
    ++seed.optimizer.seed;
    EXPECT_EQ(describe(run(a, seed, "circles", "circles")), "seed 1 → 2");
    Config other = a;
    other.compare = {{"objective.cost", "\"norm\""}};
    EXPECT_EQ(describe(run(a, other)), "λ of A 0 → as B and 1 more");
    Config tanh = a;
    tanh.compare["network.activation"] = "\"tanh\"";
    EXPECT_EQ(describe(run(a, tanh)), "activation of A as B → tanh");
}

}  // namespace
}  // namespace la
