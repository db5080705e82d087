#include "core/data/data_scale.h"

#include <gtest/gtest.h>

namespace la {
namespace {

std::string scale_of(const std::vector<glm::vec2>& points, bool standardise = false,
                     DatasetKind kind = DatasetKind::Csv) {
    Dataset data;
    data.points = points;
    data.labels.assign(points.size(), 0);
    data.train = data.size();
    DatasetConfig config;
    config.kind = kind;
    config.standardise = standardise;
    return raw_scale(config, data);
}

TEST(DataScale, SaysWhichScalesAreRaw) {
    EXPECT_EQ(scale_of({{20, 20000}, {40, 54000}}), "columns differ in scale by 1,700");
    EXPECT_EQ(scale_of({{20, 20000}, {60, 150000}}), "columns differ in scale by 3,300");
    EXPECT_EQ(scale_of({{0.01, 1}, {0.02, 1.4}}), "columns differ in scale by 40");
    EXPECT_EQ(scale_of({{-1, 1e9f}, {1, -1e9f}}), "columns differ in scale by 1e+09");
    EXPECT_EQ(scale_of({{34, 78}, {60, 86}, {79, 75}}), "values are as large as 80");
    EXPECT_EQ(scale_of({{500000, 5300000}, {500100, 5300200}}), "values are as large as 5.3e+06");
    EXPECT_EQ(scale_of({{1e30f, -1e30f}, {-1e30f, 1e30f}}), "values are as large as 1e+30");
    EXPECT_EQ(scale_of({{1e-5f, -1e-5f}, {-1e-5f, 1e-5f}}), "values are as small as 1e-05");
}

TEST(DataScale, SaysNothingOfUsualOnes) {
    EXPECT_EQ(scale_of({{-1, 2}, {1, -2}}), "");
    EXPECT_EQ(scale_of({{-10, 0.5f}, {10, -0.5f}}), "");
    EXPECT_EQ(scale_of({{5, 1}, {5, 2}}), "") << "a constant column";
    EXPECT_EQ(scale_of({{0, 0}, {0, 0}}), "");
    EXPECT_EQ(scale_of({}), "");
    EXPECT_EQ(scale_of({{20, 20000}, {40, 54000}}, true), "");
    EXPECT_EQ(scale_of({{20, 20000}, {40, 54000}}, false, DatasetKind::Circles), "");
}

}  // namespace
}  // namespace la
