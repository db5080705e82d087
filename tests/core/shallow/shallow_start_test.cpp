// What a shallow run starts from: nodes and points by the seed, or those of the data.

#include "core/shallow/shallow_start.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "core/data/dataset.h"
#include "core/data/dataset_kinds.h"
#include "tests/support/error_of.h"

namespace la {
namespace {

double mean_of(const std::vector<double>& values, double power) {
    return std::accumulate(values.begin(), values.end(), 0.0,
                           [&](double sum, double x) { return sum + std::pow(x, power); }) /
           static_cast<double>(values.size());
}

TEST(ShallowStart, DrawsNormalNodesAndPoints) {
    Config config;
    config.shallow.dimension = 5;
    config.shallow.nodes = 4001;
    config.shallow.antithetic = false;
    const ShallowStart start = shallow_start(config);
    ASSERT_EQ(start.nodes.a.size(), 4001u);
    ASSERT_EQ(start.nodes.w.size(), 4001u * 5);
    ASSERT_EQ(start.train.size(), 2000);
    ASSERT_EQ(start.train.x.size(), 2000u * 5);
    ASSERT_EQ(start.fresh.size(), 4000);
    for (const auto* values : {&start.nodes.a, &start.nodes.w, &start.train.x, &start.fresh.x}) {
        const double within = 5 / std::sqrt(static_cast<double>(values->size()));
        EXPECT_NEAR(mean_of(*values, 1), 0, within);
        EXPECT_NEAR(mean_of(*values, 2), 1, within * std::sqrt(2.0));
        EXPECT_NEAR(mean_of(*values, 4), 3, within * std::sqrt(96.0));
    }
    for (const ShallowPointSet* set : {&start.train, &start.fresh}) {
        for (int p = 0; p < set->size(); ++p) {
            EXPECT_EQ(set->label[p], set->x[5 * p] >= 0 ? 1 : -1);
            EXPECT_EQ(set->wrong[p], 0);
        }
    }
}

TEST(ShallowStart, HasNodesInPairs) {
    const ShallowNodes nodes = shallow_start(Config()).nodes;
    ASSERT_EQ(nodes.a.size(), 400u);
    for (std::size_t i = 0; i < 200; ++i) {
        EXPECT_EQ(nodes.a[200 + i], -nodes.a[i]);
        EXPECT_EQ(nodes.w[2 * (200 + i)], -nodes.w[2 * i]);
        EXPECT_EQ(nodes.w[2 * (200 + i) + 1], -nodes.w[2 * i + 1]);
    }
    Config config;
    config.shallow.nodes = 401;
    EXPECT_EQ(error_of([&] { shallow_start(config); }),
              "shallow.nodes: 401 is odd; antithetic nodes come in pairs: try an even number");
}

TEST(ShallowStart, KeepsTheGapAndTheCircle) {
    Config config;
    const ShallowStart gaussian = shallow_start(config);
    config.shallow.points = ShallowPoints::Gap;
    config.shallow.gap = 0.4;
    const ShallowStart gap = shallow_start(config);
    for (int p = 0; p < 2000; ++p) {
        const double x = gaussian.train.x[2 * p];
        EXPECT_EQ(gap.train.x[2 * p], x + (x >= 0 ? 0.4 : -0.4));
        EXPECT_EQ(gap.train.x[2 * p + 1], gaussian.train.x[2 * p + 1]);
        EXPECT_EQ(gap.train.label[p], gaussian.train.label[p]);
    }
    config.shallow.points = ShallowPoints::Circle;
    const ShallowPointSet circle = shallow_start(config).train;
    double x = 0, y = 0;
    for (int p = 0; p < 2000; ++p) {
        EXPECT_NEAR(std::hypot(circle.x[2 * p], circle.x[2 * p + 1]), 1, 1e-15);
        x += circle.x[2 * p] / 2000;
        y += circle.x[2 * p + 1] / 2000;
    }
    EXPECT_NEAR(x, 0, 0.08);
    EXPECT_NEAR(y, 0, 0.08);
}

// Exactly round(eps N) training labels; points, nodes and fresh labels are as without noise.
TEST(ShallowStart, ReplacesSoManyLabels) {
    Config config;
    config.shallow.train = 1001;
    const ShallowStart clean = shallow_start(config);
    int before = 0;
    for (const double part : {0.0005, 0.05, 0.1, 0.4}) {
        config.shallow.label_noise = part;
        const ShallowStart noisy = shallow_start(config);
        int wrong = 0;
        for (int p = 0; p < 1001; ++p) {
            wrong += noisy.train.wrong[p];
            EXPECT_EQ(noisy.train.label[p], clean.train.label[p] * (noisy.train.wrong[p] ? -1 : 1));
        }
        EXPECT_EQ(wrong, std::lround(part * 1001));
        EXPECT_GT(wrong, before);
        before = wrong;
        EXPECT_EQ(noisy.train.x, clean.train.x);
        EXPECT_EQ(noisy.nodes.a, clean.nodes.a);
        EXPECT_EQ(noisy.fresh.label, clean.fresh.label);
    }
}

TEST(ShallowStart, DrawsEachByItself) {
    Config config;
    const ShallowStart one = shallow_start(config);
    EXPECT_NE(one.train.x[0], one.fresh.x[0]);
    EXPECT_NE(one.train.x[0], one.nodes.a[0]);
    EXPECT_NE(one.fresh.x[0], one.nodes.a[0]);
    config.shallow.nodes = 100;
    config.shallow.fresh = 10;
    const ShallowStart other = shallow_start(config);
    EXPECT_EQ(other.train.x, one.train.x);
    EXPECT_EQ(other.nodes.a[7], one.nodes.a[7]);
    EXPECT_EQ(other.fresh.x[3], one.fresh.x[3]);
    config.shallow.seed = 2;
    const ShallowStart third = shallow_start(config);
    EXPECT_NE(third.train.x, one.train.x);
    EXPECT_NE(third.nodes.a, other.nodes.a);
    EXPECT_NE(third.fresh.x, other.fresh.x);
}

TEST(ShallowStart, TakesThePointsOfTheData) {
    Config config;
    config.shallow.points = ShallowPoints::Dataset;
    config.dataset = with_kind(config.dataset, DatasetKind::Moons);
    config.dataset.points = 50;
    const Dataset data = make_dataset(config.dataset);
    const ShallowStart start = shallow_start(config);
    ASSERT_EQ(start.train.size(), data.train);
    ASSERT_EQ(start.fresh.size(), data.size() - data.train);
    for (int p = 0; p < data.size(); ++p) {
        const bool trained = p < data.train;
        const ShallowPointSet& set = trained ? start.train : start.fresh;
        const int at = trained ? p : p - data.train;
        EXPECT_EQ(set.x[2 * at], data.points[p].x);
        EXPECT_EQ(set.x[2 * at + 1], data.points[p].y);
        EXPECT_EQ(set.label[at], data.labels[p] == 1 ? 1 : -1);
    }
    config.dataset = with_kind(config.dataset, DatasetKind::Blobs);
    config.dataset.classes = 3;
    EXPECT_EQ(error_of([&] { shallow_start(config); }),
              "shallow.points: the data set has 3 classes, not two; try another one, or gaussian");
    config.dataset.classes = 2;
    config.dataset.points = 1000000;
    EXPECT_EQ(
        error_of([&] { shallow_start(config); }),
        "shallow.train: 800000 points x 400 nodes need 2560000000 bytes, more than 400000000; "
        "try fewer");
}

}  // namespace
}  // namespace la
