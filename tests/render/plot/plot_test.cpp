#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "render/plot/bar_plot.h"
#include "render/plot/label.h"
#include "render/plot/line_plot.h"
#include "tests/support/plot_fixture.h"

namespace la::plot {
namespace {

TEST_F(PlotTest, LinePlotsDrawAtAnySizeAndScale) {
    const Series curves[] = {series("A", true), series("B", false)};
    const Marker markers[] = {{300, "lambda 0.03", IM_COL32_WHITE}, {320, "lr", IM_COL32_WHITE}};
    for (const AxisScale x : {AxisScale::Linear, AxisScale::Log}) {
        for (const AxisScale y : {AxisScale::Linear, AxisScale::Log}) {
            for (const ImVec2 size : {ImVec2(260, 130), ImVec2(700, 500), ImVec2(3, 2)}) {
                for (const float scale : {1.0f, 2.0f}) {
                    style_.scale = scale;
                    frame({100, 80}, [&] {
                        draw_line_plot("plot", size,
                                       {.x = {.label = "step", .scale = x},
                                        .y = {.label = "loss", .scale = y},
                                        .series = curves,
                                        .markers = markers},
                                       style_);
                    });
                }
            }
        }
    }
}

TEST_F(PlotTest, EmptyPlotsDraw) {
    const Series none{.name = "none"};
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> bad{nan, 0, -1};
    const BarSeries bars{.name = "A", .values = bad, .marks = bad, .parts = bad};
    frame({100, 80}, [&] {
        draw_line_plot("a", {260, 130}, {}, style_);
        draw_line_plot("b", {260, 130}, {.series = {&none, 1}}, style_);
        draw_bar_plot("c", {260, 130}, {}, style_);
        draw_bar_plot("d", {260, 130},
                      {.y = {.scale = AxisScale::Log}, .series = {&bars, 1}, .part_name = "part"},
                      style_);
    });
}

TEST_F(PlotTest, HoverGivesTheNearestSample) {
    const Series curve = series("A", false);
    std::optional<double> hovered;
    const auto draw = [&] {
        hovered = draw_line_plot(
            "plot", {400, 200},
            {.x = {.label = "step", .limits = {0, 1000}}, .series = {&curve, 1}}, style_);
    };
    frame({300, 100}, draw);
    frame({300, 100}, draw);  // ImGui knows the hovered window from the second frame on
    ASSERT_TRUE(hovered.has_value());
    EXPECT_EQ(*hovered, std::round(*hovered));
    EXPECT_NEAR(*hovered, 720, 60);
    frame({700, 500}, draw);
    EXPECT_FALSE(hovered.has_value());
}

// Bars that are high in every corner leave no place for a legend but above them.
TEST_F(PlotTest, ALegendCoversNoBar) {
    const std::vector<double> values{0.98, 1, 1, 1, 1, 0.99};
    const BarSeries bars[] = {{.name = "A", .values = values}, {.name = "B", .values = values}};
    PlotState state;
    const auto draw = [&] {
        draw_bar_plot("bars", {300, 180}, {.y = {.label = "E", .limits = {0, 1}}, .series = bars},
                      style_, &state);
    };
    frame({700, 500}, draw);
    const PlotPart* entry = state.part("legend.B");
    ASSERT_NE(entry, nullptr);
    const double unit = to_unit(1, state.y, state.y_scale);
    const double top = state.inside.w - unit * (state.inside.w - state.inside.y);
    EXPECT_LT(entry->rect.w, top) << "the bars end below it";
    EXPECT_EQ(state.y.lo, 0);
    frame({700, 500}, draw);
    const Range kept = state.y;
    frame({700, 500}, draw);
    EXPECT_EQ(state.y, kept) << "the limits stay";
}

TEST_F(PlotTest, HoverGivesTheGroup) {
    const std::vector<double> values{1, 10, 100, 1000};
    const BarSeries bars[] = {{"A", values, IM_COL32_WHITE, values},
                              {"B", values, IM_COL32_WHITE, {}}};
    std::optional<int> hovered;
    for (int i = 0; i < 2; ++i) {
        frame({400, 100}, [&] {
            hovered = draw_bar_plot(
                "bars", {400, 200},
                {.x_label = "layer", .y = {.label = "E", .scale = AxisScale::Log}, .series = bars},
                style_);
        });
    }
    ASSERT_TRUE(hovered.has_value());
    EXPECT_EQ(*hovered, 3);
}

TEST_F(PlotTest, TheLegendGivesWayToHighBarsAndStays) {
    PlotState state;
    std::vector<double> values{9, 1, 1, 1, 9, 1, 1, 1};
    const auto draw = [&] {
        const BarSeries bars{.name = "A", .values = values};
        draw_bar_plot("bars", {400, 200}, {.series = {&bars, 1}}, style_, &state);
    };
    frame({-100, -100}, draw);
    EXPECT_EQ(state.legend, Corner::TopRight);  // its own is the top left
    values.front() = 1;
    frame({-100, -100}, draw);
    EXPECT_EQ(state.legend, Corner::TopRight);  // no jump where nothing is covered
    values.back() = 9;
    frame({-100, -100}, draw);
    EXPECT_EQ(state.legend, Corner::TopLeft);
    values.front() = 9;  // none is free
    frame({-100, -100}, draw);
    EXPECT_EQ(state.legend, Corner::TopLeft);
}

TEST_F(PlotTest, StateKeepsLimitsFromJittering) {
    PlotState state;
    const Series curve = series("A", false);
    const auto draw = [&] {
        draw_line_plot("p", {400, 200}, {.series = {&curve, 1}}, style_, &state);
    };
    frame({0, 0}, draw);
    const Range first = state.y;
    EXPECT_TRUE(first.valid());
    y_[0] *= 0.97;
    frame({0, 0}, draw);
    EXPECT_EQ(state.y.hi, first.hi);
}

TEST_F(PlotTest, TickLabelsNeitherOverlapNorLeaveTheFrame) {
    frame({0, 0}, [&] {
        for (const float width : {260.0f, 330.0f, 800.0f}) {
            for (const Range x : {Range{0, 123456}, Range{0, 1}, Range{-3e-5, 4e-5}}) {
                FrameRequest request{.min = {5, 7}, .size = {width, 130}};
                request.x = {.label = "step", .limits = x};
                request.y = {.label = "loss", .scale = AxisScale::Log, .limits = {1e-9, 10}};
                const Frame made = make_frame(request, style_);
                EXPECT_GE(made.plot_min.x, made.min.x);
                EXPECT_GT(made.plot_max.x - made.plot_min.x, 0.7f * width);
                EXPECT_GT(made.plot_max.y - made.plot_min.y, 50);
                for (const Tick& tick : made.y_ticks) {
                    EXPECT_LE(label_size(style_, tick).x, made.plot_min.x - made.min.x);
                }
                float width_of_all = 0;
                for (const Tick& tick : made.x_ticks) {
                    width_of_all += label_size(style_, tick).x;
                }
                EXPECT_LT(width_of_all, width);
                // Powers of ten are long: in the narrowest frame one of them may be alone.
                EXPECT_GE(made.x_ticks.size(), width < 300 && x.hi < 1e-3 ? 1u : 2u) << width;
            }
        }
    });
}

TEST_F(PlotTest, TextIsCutToItsWidth) {
    frame({0, 0}, [&] {
        const std::string text = fit_text(style_, "kinetic energy per layer", 60);
        EXPECT_LE(text_size(style_, text).x, 60);
        EXPECT_EQ(text.substr(text.size() - 2), "..");
        EXPECT_EQ(fit_text(style_, "E", 60), "E");
    });
}

}  // namespace
}  // namespace la::plot
