// What the mouse does to a plot.

#include "render/plot/bar_plot.h"
#include "render/plot/line_plot.h"
#include "tests/support/plot_fixture.h"

namespace la::plot {
namespace {

class PlotMouse : public PlotTest {
  protected:
    void draw(ImVec2 mouse) {
        const Series curves[] = {series("A", true), series("B", false)};
        frame(mouse, [&] {
            hovered_ =
                draw_line_plot("plot", {400, 200},
                               {.x = {.label = "step"}, .y = {.label = "loss"}, .series = curves},
                               style_, &state_);
        });
    }
    void button(int which, bool down, ImVec2 at) {
        ImGui::GetIO().MouseDown[which] = down;
        draw(at);
    }
    void drag(int which, ImVec2 from, ImVec2 to) {
        draw(from);
        draw(from);
        button(which, true, from);
        draw(to);
        button(which, false, to);
        draw(to);
        wait(to);
    }
    void click(int which, ImVec2 at) { drag(which, at, at); }
    void wait(ImVec2 at) {  // so that the next click makes no double click
        for (int i = 0; i < 40; ++i) {
            draw(at);
        }
    }
    void wheel(float notches, ImVec2 at) {
        draw(at);
        draw(at);
        ImGui::GetIO().MouseWheel = notches;
        draw(at);
        ImGui::GetIO().MouseWheel = 0;
        draw(at);
    }
    ImVec2 inside(float x, float y) const {  // 0..1 from the lower left
        const ImVec4 r = state_.inside;
        return {std::round(r.x + x * (r.z - r.x)), std::round(r.w - y * (r.w - r.y))};
    }
    ImVec2 middle_of(const char* name) const {
        const PlotPart* part = state_.part(name);
        EXPECT_NE(part, nullptr) << name;
        return part == nullptr ? ImVec2{}
                               : ImVec2{0.5f * (part->rect.x + part->rect.z),
                                        0.5f * (part->rect.y + part->rect.w)};
    }

    PlotState state_;
    std::optional<double> hovered_;
};

TEST_F(PlotMouse, WheelZoomsAboutThePointer) {
    draw({0, 0});
    const Range x = state_.x, y = state_.y;
    const ImVec2 at = inside(0.25f, 0.75f);
    wheel(3, at);
    const double width = (state_.x.hi - state_.x.lo) / (x.hi - x.lo);
    EXPECT_LT(width, 0.7);
    EXPECT_NEAR((state_.y.hi - state_.y.lo) / (y.hi - y.lo), width, 1e-6);
    EXPECT_NEAR(from_unit(0.25, state_.x, AxisScale::Linear), from_unit(0.25, x, AxisScale::Linear),
                0.01 * (x.hi - x.lo));
    EXPECT_NEAR(from_unit(0.75, state_.y, AxisScale::Linear), from_unit(0.75, y, AxisScale::Linear),
                0.01 * (y.hi - y.lo));
}

TEST_F(PlotMouse, WheelOnAnAxisZoomsThatAxis) {
    draw({0, 0});
    const Range x = state_.x, y = state_.y;
    wheel(2, {inside(0.5f, 0).x, state_.inside.w + 8});
    EXPECT_LT(state_.x.hi - state_.x.lo, 0.8 * (x.hi - x.lo));
    EXPECT_FALSE(state_.zoom_y.valid());
    state_.fit();
    wheel(2, {state_.inside.x - 8, inside(0, 0.5f).y});
    EXPECT_EQ(state_.x, x);
    EXPECT_LT(state_.y.hi - state_.y.lo, 0.8 * (y.hi - y.lo));
}

TEST_F(PlotMouse, DragPansAndAClickDoesNot) {
    draw({0, 0});
    const Range x = state_.x, y = state_.y;
    click(0, inside(0.5f, 0.5f));
    EXPECT_FALSE(state_.zoomed());
    drag(0, inside(0.5f, 0.5f), inside(0.25f, 0.75f));
    EXPECT_NEAR(state_.x.lo - x.lo, 0.25 * (x.hi - x.lo), 0.01 * (x.hi - x.lo));
    EXPECT_NEAR(state_.y.lo - y.lo, -0.25 * (y.hi - y.lo), 0.01 * (y.hi - y.lo));
    EXPECT_NEAR(state_.x.hi - state_.x.lo, x.hi - x.lo, 1e-6);
}

// Dear ImGui 1.87 and later make KeyShift from key events.
void hold_shift(bool down) {
#if IMGUI_VERSION_NUM < 18700
    ImGui::GetIO().KeyShift = down;
#else
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, down);
#endif
}

TEST_F(PlotMouse, RightDragAndShiftDragZoomIntoTheBox) {
    for (const bool shift : {false, true}) {
        draw({0, 0});
        state_.fit();
        draw({0, 0});
        const Range x = state_.x, y = state_.y;
        hold_shift(shift);
        drag(shift ? 0 : 1, inside(0.2f, 0.9f), inside(0.6f, 0.4f));
        hold_shift(false);
        EXPECT_NEAR(state_.x.lo, from_unit(0.2, x, AxisScale::Linear), 5);
        EXPECT_NEAR(state_.x.hi, from_unit(0.6, x, AxisScale::Linear), 5);
        EXPECT_NEAR(state_.y.lo, from_unit(0.4, y, AxisScale::Linear), 1);
        EXPECT_NEAR(state_.y.hi, from_unit(0.9, y, AxisScale::Linear), 1);
    }
}

TEST_F(PlotMouse, DoubleClickAndFitShowAllAgain) {
    draw({0, 0});
    const Range x = state_.x, y = state_.y;
    wheel(3, inside(0.5f, 0.5f));
    const ImVec2 at = inside(0.5f, 0.5f);
    for (const bool down : {true, false, true, false}) {
        button(0, down, at);
    }
    draw(at);
    EXPECT_EQ(state_.x, x);
    EXPECT_EQ(state_.y, y);
    wheel(3, inside(0.5f, 0.5f));
    click(0, middle_of("fit"));
    EXPECT_EQ(state_.x, x);
    EXPECT_EQ(state_.part("fit"), nullptr) << "nothing to fit";
}

TEST_F(PlotMouse, ScalesSwitchByTheirWordAndByARightClickOnTheAxis) {
    draw({0, 0});
    click(0, middle_of("y_scale"));
    EXPECT_EQ(state_.y_scale, AxisScale::Log);
    EXPECT_GT(state_.y.lo, 0);
    EXPECT_EQ(state_.x_scale, AxisScale::Linear);
    click(0, middle_of("x_scale"));
    EXPECT_EQ(state_.x_scale, AxisScale::Log);
    EXPECT_EQ(state_.x.lo, 1) << "the first sample above 0";
    wheel(2, inside(0.5f, 0.5f));
    EXPECT_GT(state_.x.lo, 1);
    EXPECT_NEAR(std::log(state_.x.lo * state_.x.hi), std::log(1000), 0.1) << "about the middle";
    click(1, {inside(0.5f, 0).x, state_.inside.w + 8});
    EXPECT_EQ(state_.x_scale, AxisScale::Linear);
    click(1, {state_.inside.x - 8, inside(0, 0.5f).y});
    EXPECT_EQ(state_.y_scale, AxisScale::Linear);
}

TEST_F(PlotMouse, LegendHidesASeriesAndShowsItAgain) {
    draw({0, 0});
    EXPECT_TRUE(state_.shows("A"));
    click(0, middle_of("legend.A"));
    EXPECT_FALSE(state_.shows("A"));
    EXPECT_TRUE(state_.shows("B"));
    EXPECT_FALSE(state_.zoomed());
    click(0, middle_of("legend.A"));
    EXPECT_TRUE(state_.shows("A"));
}

TEST_F(PlotMouse, LegendStandsWhereNoCurvePasses) {
    const std::vector<double> x{0, 1};
    std::vector<double> y{0, 1};
    const Columns data{x.data(), y.data()};
    const auto plot = [&](Corner wanted) {
        const Series curve[] = {
            {.name = "c", .count = 2, .data = &data, .x = Columns::x_at, .y = Columns::y_at}};
        frame({0, 0}, [&] {
            draw_line_plot("p", {400, 200}, {.series = curve, .legend = wanted}, style_, &state_);
        });
    };
    plot(Corner::BottomRight);
    EXPECT_EQ(state_.legend, Corner::BottomRight) << "a rising curve leaves it free";
    state_ = {};
    plot(Corner::TopRight);
    EXPECT_EQ(state_.legend, Corner::TopLeft) << "the first one that is free";
    state_.legend = Corner::BottomRight;
    plot(Corner::TopRight);
    EXPECT_EQ(state_.legend, Corner::BottomRight) << "it stays where it is free";
    y = {1, 0};
    plot(Corner::TopLeft);
    EXPECT_EQ(state_.legend, Corner::TopRight);
    plot(Corner::None);
    EXPECT_EQ(state_.part("legend.c"), nullptr);
}

TEST_F(PlotMouse, HiddenSeriesDoNotSetTheLimits) {
    const std::vector<double> x{0, 1}, low{0, 1}, high{0, 1000};
    const Columns a{x.data(), low.data()}, b{x.data(), high.data()};
    const auto make = [](const char* name, const Columns& data) {
        return Series{
            .name = name, .count = 2, .data = &data, .x = Columns::x_at, .y = Columns::y_at};
    };
    const Series two[] = {make("low", a), make("high", b)};
    state_.hidden = {"high"};
    frame({0, 0}, [&] { draw_line_plot("p", {400, 200}, {.series = two}, style_, &state_); });
    EXPECT_LE(state_.y.hi, 2);
}

TEST_F(PlotMouse, ShowsNoReadOutDuringADrag) {
    draw(inside(0.5f, 0.5f));
    const ImVec2 at = inside(0.5f, 0.5f);
    draw(at);
    draw(at);
    EXPECT_TRUE(hovered_.has_value());
    button(1, true, at);
    draw(inside(0.7f, 0.7f));
    EXPECT_FALSE(hovered_.has_value());
    button(1, false, at);
}

TEST_F(PlotMouse, ZoomEndsAtThePrecisionOfNumbers) {
    draw({0, 0});
    for (int i = 0; i < 40; ++i) {
        wheel(20, inside(0.3f, 0.3f));
    }
    EXPECT_TRUE(state_.x.valid() && state_.y.valid());
    EXPECT_LT(state_.x.hi - state_.x.lo, 1e-3) << "it sprang back";
    for (int i = 0; i < 80; ++i) {
        wheel(-20, inside(0.3f, 0.3f));
    }
    EXPECT_TRUE(state_.x.valid() && std::isfinite(state_.x.hi - state_.x.lo));
    EXPECT_GT(state_.x.hi - state_.x.lo, 1e9) << "it sprang back";
}

TEST_F(PlotMouse, BarPlotsZoomTheirValuesAndToggle) {
    const std::vector<double> values{1, 10, 100, 1000};
    const BarSeries bars[] = {{.name = "A", .values = values}, {.name = "B", .values = values}};
    const auto draw = [&](ImVec2 at) {
        frame(at, [&] {
            draw_bar_plot(
                "bars", {400, 200},
                {.x_label = "layer", .y = {.label = "E", .scale = AxisScale::Log}, .series = bars},
                style_, &state_);
        });
    };
    draw({0, 0});
    const Range y = state_.y;
    draw(inside(0.5f, 0.5f));
    draw(inside(0.5f, 0.5f));
    ImGui::GetIO().MouseWheel = 2;
    draw(inside(0.5f, 0.5f));
    ImGui::GetIO().MouseWheel = 0;
    EXPECT_LT(state_.y.hi / state_.y.lo, y.hi / y.lo);
    EXPECT_EQ(state_.x, (Range{0.5, 4.5}));
    const ImVec2 at = middle_of("legend.B");
    draw(at);
    draw(at);
    ImGui::GetIO().MouseDown[0] = true;
    draw(at);
    ImGui::GetIO().MouseDown[0] = false;
    draw(at);
    EXPECT_FALSE(state_.shows("B"));
}

}  // namespace
}  // namespace la::plot
