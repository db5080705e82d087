#include <gtest/gtest.h>

#include <array>
#include <limits>

#include "render/plot/dot_plot.h"
#include "tests/support/plot_fixture.h"

namespace la::plot {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

const std::array<Dot, 5> kDots{{{0, 0.9}, {0.001, 0.8}, {0.01, kNaN}, {0.1, 0.6}, {0.1, 0.6, 6}}};

DotPlot plot_of(std::span<const Dot> dots) {
    return {.x = {.label = "lambda", .scale = AxisScale::Log, .limits = {0.0005, 0.2}},
            .y = {.label = "accuracy", .limits = {0.5, 1}},
            .zero = true,
            .left = 50,
            .dots = dots,
            .colour = IM_COL32_WHITE};
}

TEST_F(PlotTest, DotPlotsDrawAtAnySizeAndScale) {
    const MeanDot means[] = {{0, 0.9, 0.89, 0.91},
                             {0.001, 0.8, kNaN, kNaN},
                             {0.01, kNaN, kNaN, kNaN},
                             {0.1, 0.6, -8, 10}};
    const XMark marks[] = {{0, "A", IM_COL32_WHITE}, {0, "B", IM_COL32_WHITE}, {5, "C", 0}};
    for (const AxisScale y : {AxisScale::Linear, AxisScale::Log}) {
        for (const ImVec2 size : {ImVec2(260, 110), ImVec2(700, 500), ImVec2(3, 2)}) {
            for (const float scale : {1.0f, 2.0f}) {
                style_.scale = scale;
                DotPlot plot = plot_of(kDots);
                plot.y.scale = y;
                plot.means = means;
                plot.marks = marks;
                plot.highlighted = 1;
                plot.ringed = 99;  // does not exist
                frame({100, 80}, [&] { draw_dot_plot("plot", size, plot, style_); });
            }
        }
    }
}

TEST_F(PlotTest, ZeroHasAColumnOfItsOwnBeforeTheAxis) {
    DotPlotSeen seen;
    const auto draw = [&] { seen = draw_dot_plot("plot", {500, 200}, plot_of(kDots), style_); };
    frame({0, 0}, draw);
    ASSERT_EQ(seen.places.size(), kDots.size());
    const float left = seen.inside.x;
    EXPECT_FLOAT_EQ(left, 20 + 50) << "room that is asked for";
    EXPECT_NEAR(seen.places[0].x, left + 23, 1) << "the middle of the column";
    // The axis begins after column and gap: equal ratios are equal distances, and its ends are the
    // limits.
    const float begin = left + 56;
    const float decade = (seen.inside.z - begin) / static_cast<float>(std::log10(0.2 / 0.0005));
    EXPECT_NEAR(seen.places[1].x, begin + decade * std::log10(0.001 / 0.0005), 0.5);
    EXPECT_NEAR(seen.places[3].x - seen.places[1].x, 2 * decade, 0.5);
    EXPECT_NEAR(seen.places[4].x - seen.places[3].x, 6, 1e-3) << "beside the other";
    EXPECT_NEAR(seen.places[3].y, seen.inside.w - 0.2f * (seen.inside.w - seen.inside.y), 0.5);
    // Without the column the axis begins at once.
    DotPlot plain = plot_of(kDots);
    plain.zero = false;
    frame({0, 0}, [&] { seen = draw_dot_plot("plot", {500, 200}, plain, style_); });
    const float whole = (seen.inside.z - left) / static_cast<float>(std::log10(0.2 / 0.0005));
    EXPECT_NEAR(seen.places[3].x - seen.places[1].x, 2 * whole, 0.5);
}

TEST_F(PlotTest, TheNearestDotIsHoveredAndClicked) {
    DotPlotSeen seen;
    const auto draw = [&] { seen = draw_dot_plot("plot", {500, 200}, plot_of(kDots), style_); };
    frame({0, 0}, draw);
    const std::vector<ImVec2> places = seen.places;
    for (const int i : {0, 1, 3, 4}) {
        const ImVec2 at{places[static_cast<std::size_t>(i)].x + 1,
                        places[static_cast<std::size_t>(i)].y - 1};
        frame(at, draw);
        frame(at, draw);
        EXPECT_EQ(seen.hovered, i);
        EXPECT_FALSE(seen.clicked);
        ImGui::GetIO().MouseDown[0] = true;
        frame(at, draw);
        ImGui::GetIO().MouseDown[0] = false;
        frame(at, draw);
        EXPECT_TRUE(seen.clicked) << i;
    }
    // Nothing is hovered away from the dots, nor for a run without a number.
    frame({places[1].x + 40, places[1].y}, draw);
    EXPECT_FALSE(seen.hovered);
    frame({places[2].x, 100}, draw);
    EXPECT_FALSE(seen.hovered);
}

// Without the column zero is a value like others, on a linear axis.
TEST_F(PlotTest, DotPlotsOnALinearAxisHaveNoColumn) {
    const Dot dots[] = {{-1, 0.6}, {0, 0.7}, {1, 0.8}};
    DotPlotSeen seen;
    DotPlot plot{.x = {.label = "intercept", .limits = {-1.5, 1.5}},
                 .y = {.label = "accuracy", .limits = {0.5, 1}},
                 .dots = dots,
                 .colour = IM_COL32_WHITE};
    frame({0, 0}, [&] { seen = draw_dot_plot("plot", {500, 200}, plot, style_); });
    ASSERT_EQ(seen.places.size(), 3u);
    EXPECT_NEAR(seen.places[1].x, (seen.inside.x + seen.inside.z) / 2, 0.5);
    EXPECT_NEAR(seen.places[1].x - seen.places[0].x, seen.places[2].x - seen.places[1].x, 0.5);
}

}  // namespace
}  // namespace la::plot
