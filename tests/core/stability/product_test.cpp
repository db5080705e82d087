// The preset "Two weights are enough": a training of one product follows the map of two weights.

#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "core/config/config_json.h"
#include "core/io/presets.h"
#include "core/stability/scalar_map.h"
#include "core/train/training.h"

namespace la {
namespace {

constexpr int kSteps = 4000;

struct Found {
    double of_a = 0, of_b = 0;  // largest exponents of the training over its second half
    double map = 0;             // of the map at B's rate
    double e_of_a = 0, e_of_b = 0;
};

Found found(std::uint64_t seed) {
    Config config = find_preset("stability-product").config;
    config.network.seed = config.dataset.seed = seed;
    config.stability = {.vectors = 1, .window = kSteps / 2};
    Training training(config, {}, make_engine, kSteps);
    while (training.steps() < kSteps && !training.diverged()) {
        training.step();
    }
    EXPECT_FALSE(training.diverged()) << seed;
    const Snapshot run = training.snapshot();
    const auto& members = run.stability_rows->back().members;
    Found out{.of_a = members[0].ftle[0], .of_b = members[1].ftle[0]};
    out.e_of_a = *rate_of_product(run.members[0].config, *run.data);
    out.e_of_b = *rate_of_product(run.members[1].config, *run.data);
    out.map = two_weights_exponents(out.e_of_b, 0.4, 20000, 400).along;
    return out;
}

TEST(Product, ItsTrainingHasTheExponentOfTheMap) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const Found of = found(seed);
        EXPECT_LT(of.e_of_a, 1) << seed;
        EXPECT_NEAR(of.of_a, 0, 0.005) << seed;
        EXPECT_GT(of.e_of_b, 1.4) << seed;
        EXPECT_GT(of.of_b, 0.25) << seed;
        EXPECT_NEAR(of.of_b, of.map, 0.1) << seed;
    }
}

// Doubled once between e = 1 and sqrt(5) - 1: the loss has two values, and the exponent is that
// of no growth.
TEST(Product, DoublesItsPeriodAboveOne) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        Config config = find_preset("stability-product").config;
        config.network.seed = config.dataset.seed = seed;
        config.compare.clear();
        const Dataset data = make_dataset(config.dataset);
        config.optimizer.learning_rate = 1;
        const MemberConfig member{config.network, config.objective, config.optimizer};
        config.optimizer.learning_rate = 1.12 / *rate_of_product(member, data);
        Training training(config, {}, make_engine, 1);
        for (int step = 0; step < kSteps; ++step) {
            training.step();
        }
        const MetricsRows& rows = *training.snapshot().rows;
        const auto loss = [&](std::size_t back) {
            return rows[rows.size() - 1 - back].members[0].loss;
        };
        EXPECT_GT(std::abs(loss(0) - loss(1)), 0.1 * loss(0)) << seed;
        EXPECT_NEAR(loss(0), loss(2), 0.02 * loss(0)) << seed;
    }
}

TEST(Product, OnlyOneProductOnAllPointsIsOne) {
    const Config config = find_preset("stability-product").config;
    const Dataset data = make_dataset(config.dataset);
    const MemberConfig product{config.network, config.objective, config.optimizer};
    EXPECT_TRUE(rate_of_product(product, data));
    for (const char* setting :
         {"network.hidden=2", "network.activation=tanh", "optimizer.kind=momentum",
          "optimizer.batch=100", "network.kind=residual"}) {
        Config other = config;
        other.compare.clear();
        set_field(other, setting);
        EXPECT_FALSE(rate_of_product({other.network, other.objective, other.optimizer}, data))
            << setting;
    }
}

}  // namespace
}  // namespace la
