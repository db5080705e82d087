// What becomes of the weights as layers are added (arXiv 2309.01213): those that begin alike become
// a function of the depth, those that begin as noise stay noise. Medians over five seeds.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

#include <gtest/gtest.h>

#include "core/config/names.h"
#include "core/io/presets.h"
#include "core/measure/smoothness.h"
#include "core/observe/refined_flow.h"
#include "core/sweep/sweep.h"
#include "core/train/training.h"

namespace la {
namespace {

using namespace std::chrono_literals;

constexpr int kSeeds = 5;

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

Config moons_in_depth(InitKind init) {
    Config config = find_preset("weights-bump").config;
    config.network.init.kind = init;
    return config;
}

// The runs of 400 steps over these numbers of layers.
class Swept {
  public:
    Swept(const Config& config, const std::vector<double>& layers) {
        SweepPlan plan{.config = config,
                       .over = {{"network.layers", layers}},
                       .train_sizes = {},
                       .seeds = kSeeds,
                       .steps = 400,
                       .engine = {.device = "cpu", .threads = 2, .engine = EngineKind::Fused}};
        plan.measures_weights = true;
        Sweep sweep(plan);
        sweep.start();
        while (!sweep.finished()) {
            std::this_thread::sleep_for(2ms);
        }
        runs_ = sweep.runs();
    }

    template<class Value>
    double median_of(int layers, Value value) const {
        std::vector<double> all;
        for (const SweepRun& run : runs_) {
            if (run.values[0] == layers) {
                all.push_back(value(run.depth));
            }
        }
        EXPECT_EQ(all.size(), static_cast<std::size_t>(kSeeds));
        return median(all);
    }

    // d ln(value) / d ln(L) between two numbers of layers.
    template<class Value>
    double slope(int from, int to, Value value) const {
        return std::log(median_of(to, value) / median_of(from, value)) /
               std::log(static_cast<double>(to) / from);
    }

  private:
    std::vector<SweepRun> runs_;
};

constexpr auto kJump = [](const auto& depth) { return depth.max_jump; };
constexpr auto kAggregate = [](const auto& depth) { return depth.aggregate; };
constexpr auto kVn = [](const auto& depth) { return depth.vn; };
constexpr auto kHalfWaves = [](const auto& depth) { return depth.half_waves; };

TEST(DepthLimit, LayersThatBeginAlikeBecomeAFunctionOfTheDepth) {
    const Swept tied(moons_in_depth(InitKind::Tied), {32, 64, 128});
    const double jump = tied.slope(64, 128, kJump), aggregate = tied.slope(64, 128, kAggregate);
    EXPECT_GT(jump, -1.1);
    EXPECT_LT(jump, -0.8);
    EXPECT_GT(aggregate, -0.6);
    EXPECT_LT(aggregate, -0.4);
    EXPECT_LT(tied.median_of(64, kVn), 0.03);
    // Half-waves do not count the layers: a curve has as many at any number of them.
    EXPECT_NEAR(tied.median_of(128, kHalfWaves), tied.median_of(32, kHalfWaves), 0.7);
    EXPECT_LT(tied.median_of(128, kHalfWaves), 4);
}

TEST(DepthLimit, LayersThatBeginAsNoiseStayNoise) {
    const Swept iid(moons_in_depth(InitKind::Iid), {32, 64});
    for (const int layers : {32, 64}) {
        EXPECT_GT(iid.median_of(layers, kVn), 1.7);
        EXPECT_LT(iid.median_of(layers, kVn), 2.2);
        EXPECT_NEAR(iid.median_of(layers, kHalfWaves), layers / 2.0, 0.1 * layers);
    }
    EXPECT_GT(iid.slope(32, 64, kJump), -0.3);
}

std::shared_ptr<const Weights> trained(Config config, int layers, std::uint64_t seed,
                                       std::shared_ptr<const Dataset>* data = nullptr) {
    config.network.layers = layers;
    config.network.seed = config.dataset.seed = config.optimizer.seed = seed;
    Training training(config, {.device = "cpu", .engine = EngineKind::Fused});
    training.prepare();
    while (training.steps() < 400) {
        training.step();
    }
    const Snapshot now = training.snapshot();
    if (data != nullptr) {
        *data = now.data;
    }
    return now.members[0].weights;
}

double change_when_refined(const Config& config, int layers) {
    std::vector<double> all;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        std::shared_ptr<const Dataset> data;
        const auto weights = trained(config, layers, seed, &data);
        all.push_back(refined_flow(weights, 4, *data, config.dataset, nullptr).relative_change);
    }
    return median(all);
}

// The change under four times the layers is of first order in 1/L for a flow, and stays for noise.
TEST(DepthLimit, RefinementChangesAFlowByOneOverTheLayers) {
    const Config tied = moons_in_depth(InitKind::Tied);
    const double few = change_when_refined(tied, 16), many = change_when_refined(tied, 64);
    EXPECT_LT(many, few / 2.5);
    EXPECT_LT(many, 0.03);
    EXPECT_GT(change_when_refined(moons_in_depth(InitKind::Iid), 64), 0.15);
}

TEST(DepthLimit, AFlowKeepsItsAccuracyUnderEveryScale) {
    struct Case {
        ResidualScale scale;
        double rate;
    };
    for (const Case& c : {Case{ResidualScale::One, 0.002}, Case{ResidualScale::OneOverL, 0.2},
                          Case{ResidualScale::OneOverSqrtL, 0.2 / 32}}) {
        Config config = moons_in_depth(InitKind::Tied);
        config.network.scale = c.scale;
        config.optimizer.learning_rate = c.rate;
        config.optimizer.layer_rate =
            c.scale == ResidualScale::OneOverL ? LayerRate::L : LayerRate::One;
        std::vector<double> lost;
        for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
            std::shared_ptr<const Dataset> data;
            const auto weights = trained(config, 32, seed, &data);
            const RefinedFlow flow = refined_flow(weights, 4, *data, config.dataset, nullptr);
            lost.push_back(std::abs(flow.accuracy - flow.own_accuracy));
        }
        EXPECT_LT(median(lost), 0.01) << name_of(c.scale);
    }
}

// Without the factor L, too: as many half-waves at any number of layers, and little change under
// four times as many; the table of scales.
TEST(DepthLimit, AFlowIsOneUnderEveryScale) {
    struct Row {
        ResidualScale scale;
        int layers;
        double half_waves = 0, change = 0;  // medians
    };
    std::vector<Row> table;
    for (const ResidualScale scale : {ResidualScale::One, ResidualScale::OneOverSqrtL}) {
        for (const int layers : {16, 32, 64}) {
            Config config = moons_in_depth(InitKind::Tied);
            config.network.scale = scale;
            config.optimizer.layer_rate = LayerRate::One;
            config.optimizer.learning_rate = scale == ResidualScale::One ? 0.002 : 0.2 / layers;
            std::vector<double> waves, change;
            for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
                std::shared_ptr<const Dataset> data;
                const auto weights = trained(config, layers, seed, &data);
                waves.push_back(smoothness(*weights).half_waves);
                change.push_back(
                    refined_flow(weights, 4, *data, config.dataset, nullptr).relative_change);
            }
            table.push_back({scale, layers, median(waves), median(change)});
        }
    }
    for (const Row& row : table) {
        EXPECT_LT(row.half_waves, 3) << name_of(row.scale) << row.layers;
        EXPECT_LT(row.change, 0.05) << name_of(row.scale) << row.layers;
    }
    EXPECT_LT(table[5].change, table[3].change / 2) << "1/sqrt(L) is of first order";
    EXPECT_NEAR(table[5].half_waves, table[3].half_waves, 0.2) << "and does not grow rougher";
}

// Without the factor L the weights of a layer move the less the more layers there are.
TEST(DepthLimit, LayersNeedAFasterClock) {
    const auto moved = [](LayerRate rate, int layers) {
        Config config = moons_in_depth(InitKind::Tied);
        config.optimizer.layer_rate = rate;
        std::vector<double> all;
        for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
            const auto end = trained(config, layers, seed);
            const std::vector<float> start = initial_weights(end->network, end->classes).values;
            const std::size_t size = WeightLayout(end->network, end->classes).head_weight;
            double sum = 0;
            for (std::size_t i = 0; i < size; ++i) {
                sum += std::pow(end->values[i] - start[i], 2);
            }
            all.push_back(std::sqrt(sum / static_cast<double>(size)));
        }
        return median(all);
    };
    const double slow16 = moved(LayerRate::One, 16), slow64 = moved(LayerRate::One, 64);
    const double fast16 = moved(LayerRate::L, 16), fast64 = moved(LayerRate::L, 64);
    EXPECT_NEAR(fast64 / fast16, 1, 0.25);     // O(1)
    EXPECT_NEAR(slow64 / slow16, 0.25, 0.15);  // O(1/L), or nearly
    EXPECT_GT(fast64, 8 * slow64);
}

}  // namespace
}  // namespace la
