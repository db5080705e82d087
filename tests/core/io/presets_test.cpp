// What the presets set, and whether each shows what its story says. A single run is chaotic and
// differs between processors, so stories are tested on medians over seeds.

#include "core/io/presets.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/model/weights.h"
#include "core/train/training.h"

namespace la {
namespace {

TEST(Presets, AreNamedApartAndTheOpeningOneIsFirst) {
    std::set<std::string> names, titles;
    for (const Preset& preset : presets()) {
        EXPECT_TRUE(names.insert(preset.name).second) << preset.name;
        EXPECT_TRUE(titles.insert(preset.title).second) << preset.title;
        EXPECT_EQ(&find_preset(preset.name), &preset);
        EXPECT_TRUE(preset.story.ends_with(".")) << preset.story;
        EXPECT_TRUE(!preset.config.compare.empty() || preset.config.laboratory)
            << preset.name << " compares nothing";
    }
    EXPECT_EQ(presets().front().name, "circles");
    try {
        find_preset("nobody");
        FAIL() << "found";
    } catch (const UsageError& error) {
        for (const std::string& name : names) {
            EXPECT_NE(std::string(error.what()).find(name), std::string::npos) << name;
        }
    }
}

// A preset without what its demonstration says.
Config setting_of(const std::string& name) {
    Config out = find_preset(name).config;
    out.cues.clear();
    return out;
}

// Two costs and two kinds of first weights; everything else is equal.
TEST(Presets, ThoseOfThePaperDifferOnlyInCostAndFirstWeights) {
    const Config plain = setting_of("far-circles");
    EXPECT_EQ(plain.objective.cost, CostKind::Energy);
    Config expected = plain;
    expected.objective.cost = CostKind::Norm;
    EXPECT_EQ(setting_of("far-circles-norm"), expected);

    Config wild = setting_of("far-circles-wild");
    expected = wild;
    expected.objective.cost = CostKind::Norm;
    EXPECT_EQ(setting_of("far-circles-wild-norm"), expected);
    wild.network.init = plain.network.init;
    wild.network.seed = plain.network.seed;
    wild.objective.lambda = plain.objective.lambda;
    EXPECT_EQ(wild, plain);

    const Config uzawa = find_preset("far-circles-uzawa").config;
    EXPECT_EQ(uzawa.objective.mode, Mode::Uzawa);
    EXPECT_EQ(uzawa.objective.uzawa, (UzawaConfig{.nu = 0.1, .tau = 0.1, .every = 5}));
    EXPECT_FALSE(uzawa.optimizer.shuffle);
    EXPECT_EQ(uzawa.dataset, plain.dataset);
}

// Standard deviation of all weights and biases of the blocks, over many networks.
double spread(NetworkConfig network) {
    double sum = 0, count = 0;
    for (network.seed = 1; network.seed <= 50; ++network.seed) {
        const Weights weights = initial_weights(network, 2);
        const std::size_t blocks = WeightLayout(network, 2).head_weight;
        for (std::size_t i = 0; i < blocks; ++i) {
            sum += weights.values[i] * weights.values[i];
        }
        count += static_cast<double>(blocks);
    }
    return std::sqrt(sum / count);
}

TEST(Presets, WildFirstWeightsHaveVarianceFive) {
    EXPECT_NEAR(spread(find_preset("far-circles-wild").config.network), std::sqrt(5.0), 0.05);
    EXPECT_NEAR(spread(find_preset("far-circles-wild-norm").config.network), std::sqrt(5.0), 0.05);
}

struct Seen {
    double accuracy, cost, straightness, in_two_layers;  // the last: share of the cost
};

Seen seen(const Metrics& m) {
    std::vector<double> energy = m.energy;
    std::ranges::sort(energy, std::greater{});
    return {m.test_accuracy, m.cost, m.displacement / m.action, (energy[0] + energy[1]) / m.cost};
}

struct Story {
    Seen a, b;     // medians over the seeds
    double ratio;  // of A's cost to B's, median
};

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

// After 60 epochs, as in the paper; seeds 1 to 9.
Story told_by(const char* preset) {
    std::vector<Seen> a, b;
    std::vector<double> ratio;
    for (std::uint64_t seed = 1; seed <= 9; ++seed) {
        Config config = find_preset(preset).config;
        config.network.seed = config.optimizer.seed = seed;
        Training training(config, {}, make_engine, 4800);
        while (training.steps() < 4800 && !training.diverged()) {
            training.step();
        }
        const Snapshot run = training.snapshot();
        const MetricsRow& last = run.rows->back();
        EXPECT_EQ(last.step, 4800) << preset << " with seed " << seed;
        a.push_back(seen(last.members[0]));
        b.push_back(seen(last.members[1]));
        ratio.push_back(a.back().cost / b.back().cost);
    }
    const auto medians = [](const std::vector<Seen>& all) {
        const auto of = [&](double Seen::*field) {
            std::vector<double> values;
            for (const Seen& one : all) {
                values.push_back(one.*field);
            }
            return median(values);
        };
        return Seen{of(&Seen::accuracy), of(&Seen::cost), of(&Seen::straightness),
                    of(&Seen::in_two_layers)};
    };
    return {medians(a), medians(b), median(ratio)};
}

TEST(Presets, EnergyMovesPointsStraightAndNormByFewLayers) {
    const Story energy = told_by("far-circles");
    const Story norm = told_by("far-circles-norm");
    EXPECT_GE(energy.a.accuracy, 0.97);
    EXPECT_GE(energy.b.accuracy, 0.97);
    EXPECT_GT(energy.ratio, 10);
    EXPECT_GT(energy.b.straightness, 0.7);
    EXPECT_LT(energy.a.straightness, 0.35);
    EXPECT_LT(energy.b.in_two_layers, 0.5);

    EXPECT_GE(norm.b.accuracy, 0.97);
    EXPECT_GT(norm.ratio, 4);
    EXPECT_LT(norm.b.straightness, 0.5);
    EXPECT_GT(norm.b.in_two_layers, 0.6);
}

TEST(Presets, UzawaFindsAWeightThatSolvesTheTask) {
    const Story story = told_by("far-circles-uzawa");
    EXPECT_GE(story.b.accuracy, 0.97);
    EXPECT_GT(story.ratio, 10);
    EXPECT_GT(story.b.straightness, 0.7);
}

TEST(Presets, WildPointsAreReinedIn) {
    for (const char* name : {"far-circles-wild", "far-circles-wild-norm"}) {
        const Story story = told_by(name);
        EXPECT_GT(story.a.cost, 5000) << name;
        EXPECT_GT(story.ratio, 50) << name;
        EXPECT_GE(story.b.accuracy, 0.9) << name;
    }
}

}  // namespace
}  // namespace la
