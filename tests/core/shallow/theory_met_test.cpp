// Networks of 400 nodes on 2000 points do what the theory of infinitely many says: medians of five
// seeds.

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "core/shallow/shallow_training.h"

namespace la {
namespace {

struct Seeds {
    std::vector<ShallowTraining> runs;
    explicit Seeds(Config config) {
        for (config.shallow.seed = 1; config.shallow.seed <= 5; ++config.shallow.seed) {
            runs.emplace_back(config);
        }
    }
    void train_to(double t) {
        for (ShallowTraining& run : runs) {
            while (static_cast<double>(run.steps()) * run.config().shallow.rate < t - 1e-9) {
                run.step();
            }
        }
    }
    double median(double ShallowMeasures::*measure) {
        std::vector<double> of;
        for (ShallowTraining& run : runs) {
            of.push_back(run.snapshot()->networks[0].measures.*measure);
        }
        std::ranges::sort(of);
        return of[2];
    }
};

class TheoryMet : public ::testing::TestWithParam<double> {};

TEST_P(TheoryMet, ByTheMedianOfFiveSeeds) {
    Config config;
    config.shallow.alpha = GetParam();
    config.shallow.fresh = 0;
    Seeds seeds(config);
    const MeanField theory(config.shallow, config.shallow.alpha);
    for (const double t : {5.0, 20.0, 100.0}) {
        seeds.train_to(t);
        const MeanField::Point at = theory.at(t);
        EXPECT_NEAR(seeds.median(&ShallowMeasures::phi), at.phi, 0.03) << t;
        EXPECT_NEAR(seeds.median(&ShallowMeasures::gamma), at.gamma, 0.08) << t;
        EXPECT_NEAR(seeds.median(&ShallowMeasures::correlation), MeanField::correlation(at.gamma),
                    0.02)
            << t;
        EXPECT_NEAR(
            seeds.median(&ShallowMeasures::displacement) / MeanField::displacement(at.gamma), 1,
            0.13)
            << t;
    }
}

INSTANTIATE_TEST_SUITE_P(Alpha, TheoryMet, ::testing::Values(0.1, 1.0, 10.0), [](const auto& what) {
    return what.param < 1 ? "Rich" : what.param > 1 ? "Lazy" : "Between";
});

// Of points from which the classes have been moved apart no strip is left.
TEST(TheoryMet, WithAGap) {
    Config config;
    config.shallow.points = ShallowPoints::Gap;
    config.shallow.fresh = 0;
    Seeds seeds(config);
    const MeanField theory(config.shallow, 1);
    const std::pair<double, double> printed[] = {
        {2, 0.7633}, {5, 0.3294}, {10, 0.1598}, {15, 0.0980}, {20, 0.0658}};
    for (const auto& [t, phi] : printed) {
        EXPECT_NEAR(theory.at(t).phi, phi, 6e-5);
        seeds.train_to(t);
        EXPECT_NEAR(seeds.median(&ShallowMeasures::phi), phi, t < 3 ? 0.04 : 0.015) << t;
    }
}

// A few wrong labels hold the strip open: on points with true labels it stays as wide as the theory
// says.
TEST(TheoryMet, WithWrongLabels) {
    Config config;
    config.shallow.label_noise = 0.05;
    Seeds seeds(config);
    seeds.train_to(100);
    EXPECT_NEAR(seeds.median(&ShallowMeasures::phi_fresh), 0.2577, 0.03);
    // Wrong labels are not satisfied, others as without them.
    EXPECT_NEAR(seeds.median(&ShallowMeasures::phi), 0.95 * 0.2577 + 0.05, 0.03);
}

// Time counts by 1 / sqrt d there.
TEST(TheoryMet, InManyDimensions) {
    Config config;
    config.shallow.dimension = 20;
    config.shallow.nodes = 200;
    config.shallow.fresh = 0;
    config.shallow.rate = 0.5;
    ShallowTraining training(config);
    while (training.steps() < 16) {
        training.step();
    }
    const auto now = training.snapshot();
    const MeanField::Point at = now->networks[0].theory->at(8);
    EXPECT_NEAR(now->networks[0].measures.gamma, at.gamma, 0.1);
}

}  // namespace
}  // namespace la
