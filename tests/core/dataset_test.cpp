#include "core/data/dataset.h"

#include <cmath>

#include <gtest/gtest.h>

#include "core/data/generators.h"

namespace la {
namespace {

TEST(Dataset, SplitsAsScikitLearnDoes) {
    DatasetConfig config;
    config.points = 601;
    const Dataset data = make_dataset(config);
    EXPECT_EQ(data.size(), 601);
    EXPECT_EQ(data.train, 601 - 121);  // the test part is rounded up
    EXPECT_EQ(data.labels.size(), 601u);
}

TEST(Dataset, NoiseHasTheRadiusAndSpreadAsked) {
    DatasetConfig config;
    config.points = 20000;
    config.noise = 0.06;
    config.factor = 0.45;
    const Dataset data = make_dataset(config);
    double sum[2] = {0, 0}, square[2] = {0, 0};
    int count[2] = {0, 0};
    for (int i = 0; i < data.size(); ++i) {
        const double radius = std::hypot(data.points[i].x, data.points[i].y);
        sum[data.labels[i]] += radius;
        square[data.labels[i]] += radius * radius;
        ++count[data.labels[i]];
    }
    EXPECT_EQ(count[0], 10000);
    for (int c = 0; c < 2; ++c) {
        const double r = c == 0 ? 1 : 0.45;
        const double mean = sum[c] / count[c];
        // A noisy radius has mean r + sigma^2/(2r) and, across, standard deviation sigma.
        EXPECT_NEAR(mean, r + 0.06 * 0.06 / (2 * r), 4 * 0.06 / 100);
        EXPECT_NEAR(std::sqrt(square[c] / count[c] - mean * mean), 0.06, 0.002);
    }
}

TEST(Dataset, TheSeedNamesTheBytes) {
    DatasetConfig config;
    const Dataset a = make_dataset(config);
    const Dataset b = make_dataset(config);
    config.seed = 2;
    const Dataset c = make_dataset(config);
    EXPECT_EQ(a.points, b.points);
    EXPECT_EQ(a.labels, b.labels);
    EXPECT_NE(a.points, c.points);
}

TEST(Dataset, TheSplitIsMixed) {
    const Dataset data = make_dataset({});
    int ones = 0;
    for (int i = 0; i < data.train; ++i) {
        ones += data.labels[i];
    }
    EXPECT_NEAR(ones / static_cast<double>(data.train), 0.5, 0.05);
}

}  // namespace
}  // namespace la
