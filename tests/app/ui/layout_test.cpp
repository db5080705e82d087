#include "app/ui/layout.h"
#include "app/state/ui_state.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace la {
namespace {

struct Screen {
    ImVec2 size;
    float content_scale;
};

const Screen kScreens[] = {
    {{1600, 900}, 1}, {{1280, 720}, 1}, {{3200, 1800}, 2}, {{1920, 1080}, 1}, {{2560, 1440}, 1}};

// The window with three plots side by side, as the flow laboratory has.
Layout flow_layout(ImVec2 window, float scale, bool side_by_side) {
    return make_layout(window, scale, side_by_side,
                       {190, [](const Rect& area, float gap) { return in_columns(area, 3, gap); }});
}

struct Named {
    std::string name;
    Rect rect;
};

std::vector<Named> parts(const Layout& layout, bool side_by_side) {
    std::vector<Named> out = {{"toolbar", layout.toolbar},   {"controls", layout.controls},
                              {"measures", layout.measures}, {"status", layout.status},
                              {"depth", layout.depth},       {"flow B", layout.flow[1]}};
    if (side_by_side) {
        out.push_back({"flow A", layout.flow[0]});
    }
    for (const Rect& curve : layout.plots) {
        out.push_back({"curve", curve});
    }
    return out;
}

bool overlap(const Rect& a, const Rect& b) {
    return a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y;
}

TEST(Layout, PartsAreInsideTheWindowAndApart) {
    for (const Screen& screen : kScreens) {
        for (const bool side_by_side : {false, true}) {
            const float scale = ui_scale(screen.size, screen.content_scale);
            const Layout layout = flow_layout(screen.size, scale, side_by_side);
            const std::vector<Named> all = parts(layout, side_by_side);
            for (std::size_t i = 0; i < all.size(); ++i) {
                const Rect& r = all[i].rect;
                EXPECT_TRUE(r.min.x >= 0 && r.min.y >= 0 && r.max.x <= screen.size.x &&
                            r.max.y <= screen.size.y)
                    << all[i].name << " leaves the window at " << screen.size.x;
                EXPECT_TRUE(r.width() > 0 && r.height() > 0) << all[i].name << " is empty";
                for (std::size_t j = i + 1; j < all.size(); ++j) {
                    EXPECT_FALSE(overlap(r, all[j].rect))
                        << all[i].name << " and " << all[j].name << " at " << screen.size.x;
                }
            }
        }
    }
}

TEST(Layout, HasNoEmptyRectangleInAWindowThatIsTooSmall) {
    for (const ImVec2 size : {ImVec2(300, 200), ImVec2(1, 1), ImVec2(640, 90), ImVec2(60, 900)}) {
        for (const bool side_by_side : {false, true}) {
            const float scale = ui_scale(size, 1);
            for (const Named& part : parts(flow_layout(size, scale, side_by_side), side_by_side)) {
                EXPECT_TRUE(part.name == "measures" ||  // a narrow window has no room for them
                            (part.rect.width() >= 20 && part.rect.height() >= 20))
                    << part.name << " at " << size.x << " x " << size.y;
            }
            for (const Layout& layout :
                 {make_presentation_layout(size, scale, side_by_side, MeasuresPlace::Column),
                  make_presentation_layout(size, scale, side_by_side, MeasuresPlace::Row),
                  make_views_layout(size, scale, side_by_side)}) {
                for (const Rect& view : layout.flow) {
                    EXPECT_TRUE(view.width() >= 20 && view.height() >= 20) << size.x;
                }
            }
        }
    }
}

TEST(Layout, HasRoomForADrawerBesideTheMeasuresOrInTheirPlace) {
    const PlotsLayout plots{190,
                            [](const Rect& area, float gap) { return in_columns(area, 3, gap); }};
    for (const Screen& screen : kScreens) {
        const float scale = ui_scale(screen.size, screen.content_scale);
        const bool wide = screen.size.x >= 1400 * scale;
        for (const bool measures : {false, true}) {
            const Layout layout = make_layout(screen.size, scale, true, plots,
                                              {.drawer = true, .measures = measures});
            EXPECT_GE(layout.drawer.width(), 320 * scale) << screen.size.x;
            EXPECT_LE(layout.drawer.max.x, std::max(screen.size.x, 860 * scale));
            EXPECT_EQ(layout.measures.width() > 0, measures && wide) << screen.size.x;
            EXPECT_LT(layout.flow[1].max.x, layout.drawer.min.x);
            EXPECT_GE(layout.flow[0].width(), 150 * scale) << screen.size.x;
        }
    }
}

TEST(Layout, GivesTheViewsNearlyHalfTheHeightOfASmallWindow) {
    const PlotsLayout plots{190,
                            [](const Rect& area, float gap) { return in_columns(area, 3, gap); }};
    for (const ImVec2 size : {ImVec2(800, 600), ImVec2(1024, 768)}) {
        const float scale = ui_scale(size, 1);
        for (const Side side : {Side::Controls, Side::Measures}) {
            const bool in_front = side == Side::Measures;
            Layout layout = make_layout(size, scale, true, plots, {.side = side});
            EXPECT_EQ(layout.sharing, (std::vector{Side::Controls, Side::Measures}));
            make_room_for_tabs(layout, scale);
            for (const Rect& view : layout.flow) {
                EXPECT_GE(view.height(), 0.45f * size.y) << size.x;
                EXPECT_GE(view.width(), 270) << size.x;
            }
            EXPECT_EQ(layout.measures.width() > 0, in_front) << "one of the two";
            EXPECT_EQ(layout.controls.width() > 0, !in_front);
            const Rect& column = in_front ? layout.measures : layout.controls;
            EXPECT_FALSE(overlap(layout.side, column));
            EXPECT_EQ(layout.side.width(), column.width());
            EXPECT_FALSE(overlap(layout.tabs, layout.flow[0]));
        }
    }
    EXPECT_EQ(flow_layout({1600, 900}, 1, true).side.width(), 0) << "a wide one shows both";
}

// A window that is low for its scale, as with large type.
TEST(Layout, GivesTheViewsTheRowOfThePlotsInALowWindow) {
    const PlotsLayout plots{350,
                            [](const Rect& area, float gap) { return in_columns(area, 3, gap); }};
    for (const ImVec2 size : {ImVec2(1600, 900), ImVec2(3840, 1000)}) {
        const float scale = size.y / 500;
        for (const bool drawer : {false, true}) {
            Layout layout =
                make_layout(size, scale, true, plots, {.drawer = drawer, .side = Side::Plots});
            make_room_for_tabs(layout, scale);
            EXPECT_TRUE(std::ranges::count(layout.sharing, Side::Plots) == 1);
            EXPECT_EQ(std::ranges::count(layout.sharing, Side::Measures), drawer ? 0 : 1);
            ASSERT_EQ(layout.plots.size(), 3u);
            for (const Rect& plot : layout.plots) {
                EXPECT_GE(plot.height(), 100 * scale);
                EXPECT_EQ(plot.width(), layout.side.width());
                EXPECT_FALSE(overlap(plot, layout.side));
                EXPECT_FALSE(overlap(plot, layout.flow[0]));
            }
            EXPECT_FALSE(overlap(layout.plots[0], layout.plots[1]));
            EXPECT_EQ(layout.controls.width(), 0) << "one at a time";
            EXPECT_GE(layout.flow[1].height(), 150 * scale);
            EXPECT_LE(layout.depth.max.y, layout.status.min.y);
            const Layout other = make_layout(size, scale, true, plots, {.drawer = drawer});
            EXPECT_TRUE(other.plots.empty());
            EXPECT_GT(other.controls.width(), 0);
        }
    }
}

TEST(Layout, ViewsAreSquareAndCurvesLargeEnoughToRead) {
    for (const Screen& screen : kScreens) {
        const float scale = ui_scale(screen.size, screen.content_scale);
        const Layout layout = flow_layout(screen.size, scale, true);
        for (const Rect& curve : layout.plots) {
            EXPECT_GE(curve.width(), 230 * scale) << screen.size.x;
            EXPECT_GE(curve.height(), 120 * scale) << screen.size.x;
        }
        for (const Rect& view : layout.flow) {
            EXPECT_NEAR(view.width() / view.height(), 1, 0.05) << screen.size.x;
        }
        EXPECT_EQ(layout.flow[0].size().x, layout.flow[1].size().x);
        EXPECT_EQ(layout.flow[0].size().y, layout.flow[1].size().y);
    }
}

TEST(Layout, OnWideScreensTheViewsLeaveRoomForTheCurves) {
    for (const ImVec2 size : {ImVec2{2560, 1080}, {3440, 1440}, {1920, 800}}) {
        const float scale = ui_scale(size, 1);
        const Layout layout = flow_layout(size, scale, true);
        EXPECT_GE(layout.plots[0].height(), 120 * scale) << size.x;
        EXPECT_GE(layout.flow[0].height(), 300 * scale) << size.x;
    }
}

TEST(Layout, OneViewTakesTheRoomOfBoth) {
    const Layout two = flow_layout({1600, 900}, 1, true);
    const Layout one = flow_layout({1600, 900}, 1, false);
    EXPECT_EQ(one.flow[1].min.x, two.flow[0].min.x);
    EXPECT_EQ(one.flow[1].max.x, two.flow[1].max.x);
    EXPECT_EQ(one.flow[0].min.x, one.flow[1].min.x);
    EXPECT_EQ(one.flow[0].max.x, one.flow[1].max.x);
}

TEST(Layout, HasNoCurvesAndLargerViewsForAModel) {
    for (const Screen& screen : kScreens) {
        const float scale = ui_scale(screen.size, screen.content_scale);
        for (const bool two : {false, true}) {
            const Layout model = make_model_layout(screen.size, scale, two, Side::Controls, 1);
            const Layout run = flow_layout(screen.size, scale, two);
            for (int i = 0; i < 2; ++i) {
                EXPECT_GT(model.flow[i].height(), run.flow[i].height() + 100 * scale);
                EXPECT_EQ(model.flow[i].width(), run.flow[i].width());
                EXPECT_FALSE(overlap(model.flow[i], model.depth));
            }
            EXPECT_TRUE(model.plots.empty());
            EXPECT_LE(model.depth.max.y, model.status.min.y);
            // Of several steps it has the scrubber of a run below that of depth.
            const Layout steps = make_model_layout(screen.size, scale, two, Side::Controls, 2);
            EXPECT_EQ(steps.depth.height(), run.depth.height());
            EXPECT_EQ(steps.depth.max.y, model.depth.max.y);
            EXPECT_EQ(steps.flow[0].max.y - model.flow[0].max.y,
                      steps.depth.min.y - model.depth.min.y);
        }
    }
}

TEST(Layout, PutsTheDrawingRowAboveTheViews) {
    for (const Screen& screen : kScreens) {
        const float scale = ui_scale(screen.size, screen.content_scale);
        for (Layout layout :
             {flow_layout(screen.size, scale, true),
              make_presentation_layout(screen.size, scale, false, MeasuresPlace::Row)}) {
            const Layout before = layout;
            make_room_for_drawing(layout, scale);
            EXPECT_EQ(layout.drawing.min.y, before.flow[0].min.y);
            EXPECT_EQ(layout.drawing.max.x, before.flow[1].max.x);
            for (int i = 0; i < 2; ++i) {
                EXPECT_FALSE(overlap(layout.drawing, layout.flow[i]));
                EXPECT_EQ(layout.flow[i].max.y, before.flow[i].max.y);
            }
        }
    }
}

TEST(Layout, ViewsAloneFillTheWindow) {
    const Layout two = make_views_layout({1280, 680}, 1, true);
    EXPECT_FALSE(overlap(two.flow[0], two.flow[1]));
    EXPECT_GT(two.flow[0].width() * two.flow[0].height() * 2, 0.85f * 1280 * 680);
    for (const Rect& view : two.flow) {
        EXPECT_FALSE(overlap(view, two.status));
    }
    const Layout one = make_views_layout({1280, 680}, 1, false);
    EXPECT_GT(one.flow[1].width(), 1200);
}

TEST(UiScale, IsOneForTheDesignAndFollowsTheMonitor) {
    EXPECT_FLOAT_EQ(ui_scale({1600, 900}, 1), 1);
    EXPECT_FLOAT_EQ(ui_scale({3200, 1800}, 2), 2);
    EXPECT_FLOAT_EQ(ui_scale({1280, 720}, 1), 0.8f);
    EXPECT_FLOAT_EQ(ui_scale({1920, 1080}, 1), 1.2f);
    EXPECT_FLOAT_EQ(ui_scale({1920, 900}, 1), 1) << "the tighter direction decides";
}

TEST(UiScale, HasLimitsAndMovesInSteps) {
    EXPECT_FLOAT_EQ(ui_scale({64, 64}, 1), 0.75f);
    EXPECT_FLOAT_EQ(ui_scale({0, 0}, 1), 0.75f);
    EXPECT_FLOAT_EQ(ui_scale({16000, 9000}, 1), 1.6f);
    int changes = 0;
    for (int width = 1200; width < 2600; ++width) {
        const float w = static_cast<float>(width);
        changes += ui_scale({w, 2000}, 1) != ui_scale({w + 1, 2000}, 1);
    }
    EXPECT_EQ(changes, 17);  // 0.75, 0.8, ... 1.6
}

TEST(Layout, OverlaysTheFlowsInThePlaneOnly) {
    EXPECT_EQ(next_layout(ViewKind::Plane, PairLayout::SideBySide), PairLayout::Overlaid);
    EXPECT_EQ(next_layout(ViewKind::Plane, PairLayout::Overlaid), PairLayout::Single);
    for (const ViewKind view : {ViewKind::InDepth, ViewKind::Layers, ViewKind::Input}) {
        EXPECT_EQ(layout_in(view, PairLayout::Overlaid), PairLayout::SideBySide);
        EXPECT_EQ(next_layout(view, PairLayout::SideBySide), PairLayout::Single);
        EXPECT_EQ(next_layout(view, PairLayout::Overlaid), PairLayout::Single);
        EXPECT_EQ(next_layout(view, PairLayout::Single), PairLayout::SideBySide);
    }
}

}  // namespace
}  // namespace la
