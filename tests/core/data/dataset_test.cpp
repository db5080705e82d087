#include "core/data/dataset.h"

#include <cmath>

#include <gtest/gtest.h>

#include <set>

#include <glm/geometric.hpp>

#include "core/data/dataset_kinds.h"

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

TEST(Dataset, EveryKindHasTheClassesThatItSays) {
    for (const DatasetKindInfo& info : kDatasetKinds) {
        if (info.make == nullptr) {
            continue;  // points of a file
        }
        for (const int classes : {2, 7, 10}) {
            DatasetConfig config = with_kind({}, info.kind);
            if (info.uses & kUsesClasses) {
                config.classes = classes;
            }
            const Dataset data = make_dataset(config);
            EXPECT_EQ(data.size(), config.points) << info.name;
            EXPECT_EQ(data.classes, classes_of(config)) << info.name;
            const std::set<std::uint8_t> labels(data.labels.begin(), data.labels.end());
            EXPECT_EQ(static_cast<int>(labels.size()), data.classes) << info.name;
            EXPECT_LT(*labels.rbegin(), data.classes) << info.name;
        }
    }
}

TEST(Dataset, TheSmallestSetsAreWhole) {
    for (const DatasetKindInfo& info : kDatasetKinds) {
        if (info.make == nullptr) {
            continue;  // points of a file
        }
        for (int points = 4; points < 12; ++points) {
            DatasetConfig config = with_kind({}, info.kind);
            config.points = points;
            const Dataset data = make_dataset(config);
            EXPECT_EQ(data.size(), points) << info.name;
            for (const glm::vec2 point : data.points) {
                EXPECT_TRUE(std::isfinite(point.x) && std::isfinite(point.y)) << info.name;
            }
        }
    }
}

TEST(Dataset, EveryKindIsTheSameAgainAndAnotherWithAnotherSeed) {
    for (const DatasetKindInfo& info : kDatasetKinds) {
        if (info.make == nullptr) {
            continue;  // points of a file
        }
        DatasetConfig config = with_kind({}, info.kind);
        const Dataset a = make_dataset(config);
        EXPECT_EQ(a.points, make_dataset(config).points) << info.name;
        config.seed = 2;
        EXPECT_NE(a.points, make_dataset(config).points) << info.name;
    }
}

TEST(Dataset, AnotherStreamKeepsTheBlobsWhereTheyAre) {
    DatasetConfig config = with_kind({}, DatasetKind::Blobs);
    config.classes = 5;
    config.spread = 0;
    const Dataset a = make_dataset(config);
    const Dataset b = make_dataset(config, 99);
    const Dataset c = fresh_points(config, 50, 7);
    EXPECT_EQ(c.size(), 50);
    EXPECT_EQ(c.train, 50);
    const auto place = [](const Dataset& data, int label) {
        for (int i = 0; i < data.size(); ++i) {
            if (data.labels[i] == label) {
                return data.points[i];
            }
        }
        return glm::vec2(NAN);
    };
    for (int label = 0; label < 5; ++label) {
        EXPECT_EQ(place(a, label), place(b, label));
        EXPECT_EQ(place(a, label), place(c, label));
    }
    EXPECT_NE(a.labels, b.labels);  // another order
    config.seed = 2;
    EXPECT_NE(place(a, 0), place(make_dataset(config), 0));
}

TEST(Dataset, FreshPointsHaveTrueLabels) {
    DatasetConfig config;
    config.label_noise = 0.5;
    config.noise = 0;
    const Dataset fresh = fresh_points(config, 1000, 3);
    for (int i = 0; i < fresh.size(); ++i) {
        EXPECT_EQ(fresh.labels[i], glm::length(fresh.points[i]) < 0.65f ? 1 : 0);
    }
}

}  // namespace
}  // namespace la
