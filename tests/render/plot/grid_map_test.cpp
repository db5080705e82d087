#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "render/plot/grid_map.h"
#include "tests/support/plot_fixture.h"

namespace la::plot {
namespace {

const std::vector<std::string> kColumns{"2", "4", "8"}, kRows{"0.001", "0.1"};
const std::vector<double> kValues{0.5,
                                  0.6,
                                  0.7,
                                  std::numeric_limits<double>::quiet_NaN(),
                                  std::numeric_limits<double>::infinity(),
                                  1.0};

GridMap map() {
    return {.label = "accuracy",
            .x_label = "layers",
            .y_label = "learning rate",
            .x = kColumns,
            .y = kRows,
            .values = kValues,
            .colours = {0.5, 1}};
}

TEST_F(PlotTest, GridMapsHaveCellsOfOneSizeColumnByColumnFromBelow) {
    GridMapSeen seen;
    frame({0, 0}, [&] { seen = draw_grid_map("map", {400, 300}, map(), style_); });
    ASSERT_EQ(seen.places.size(), 6u);
    const float width = (seen.inside.z - seen.inside.x) / 3;
    const float height = (seen.inside.w - seen.inside.y) / 2;
    for (int i = 0; i < 6; ++i) {
        const auto column = static_cast<float>(i / 2), row = static_cast<float>(i % 2);
        EXPECT_NEAR(seen.places[i].x, seen.inside.x + (column + 0.5f) * width, 1) << i;
        EXPECT_NEAR(seen.places[i].y, seen.inside.w - (row + 0.5f) * height, 1) << i;
    }
    EXPECT_FALSE(seen.hovered);
}

TEST_F(PlotTest, GridMapsSeeTheCellUnderTheMouse) {
    GridMapSeen seen;
    const auto draw = [&] { seen = draw_grid_map("map", {400, 300}, map(), style_); };
    frame({0, 0}, draw);
    const std::vector<ImVec2> places = seen.places;
    for (const int i : {0, 3, 5}) {
        const ImVec2 at = places[static_cast<std::size_t>(i)];
        frame(at, draw);
        frame(at, draw);
        ASSERT_TRUE(seen.hovered) << i;
        EXPECT_EQ(*seen.hovered, i);
    }
    frame({seen.inside.x - 3, seen.inside.y + 3}, draw);
    frame({seen.inside.x - 3, seen.inside.y + 3}, draw);
    EXPECT_FALSE(seen.hovered) << "beside the cells";
}

TEST_F(PlotTest, GridMapsDrawAtAnySizeAndScale) {
    for (const AxisScale scale : {AxisScale::Linear, AxisScale::Log}) {
        for (const ImVec2 size : {ImVec2(260, 110), ImVec2(700, 500), ImVec2(3, 2)}) {
            for (const float content : {1.0f, 2.0f}) {
                style_.scale = content;
                GridMap what = map();
                what.scale = scale;
                what.highlighted = 2;
                what.ringed = 99;  // does not exist
                frame({100, 80}, [&] { draw_grid_map("map", size, what, style_); });
            }
        }
    }
}

}  // namespace
}  // namespace la::plot
