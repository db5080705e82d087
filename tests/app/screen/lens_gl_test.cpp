// The lens at the pointer: it shows what is drawn there, larger, and nothing else changes.

#include "app/screen/lens.h"

#include "tests/support/driven_app.h"

namespace la {
namespace {

class LensGl : public AppGlTest {};

struct Rgb {
    int r, g, b;
    bool operator==(const Rgb&) const = default;
};

Rgb at(const Image& image, int x, int y) {
    const std::uint8_t* p = &image.rgba[4 * (static_cast<std::size_t>(y) * image.width + x)];
    return {p[0], p[1], p[2]};
}

int difference(const Rgb& a, const Rgb& b) {
    return std::abs(a.r - b.r) + std::abs(a.g - b.g) + std::abs(a.b - b.b);
}

// A still application with the mouse at a place.
struct Still : DrivenApp {
    Still() { app.state().reduced_motion = true; }
    Image look(ImVec2 place) {
        mouse(place, false);
        app.hold(3);
        play(40);  // frames are eased
        return picture(3);
    }
};

TEST_F(LensGl, ShowsThePlaceUnderThePointerLarger) {
    Still s;
    const Rect view = s.rect("flow_b");
    const ImVec2 place{std::floor((view.min.x + view.max.x) / 2),
                       std::floor((view.min.y + view.max.y) / 2)};
    const Image without = s.look(place);
    s.press('Z');
    EXPECT_TRUE(s.app.temp().lens.on);
    const Image with = s.look(place);
    const int x = static_cast<int>(place.x), y = static_cast<int>(place.y);
    double sum = 0;
    int changed = 0, count = 0;
    for (int dy = -60; dy < 60; dy += 2) {
        for (int dx = -60; dx < 60; dx += 2) {
            // In the glass everything is twice as far from its middle.
            const Rgb seen = at(with, x + dx, y + dy);
            sum += difference(seen, at(without, x + dx / 2, y + dy / 2));
            changed += seen != at(without, x + dx, y + dy);
            ++count;
        }
    }
    EXPECT_LT(sum / count, 25) << "it shows the place";
    EXPECT_GT(changed, count / 20) << "it shows it larger";
    for (const int far : {120, 200}) {
        EXPECT_EQ(at(with, x + far, y), at(without, x + far, y)) << "elsewhere nothing changes";
        EXPECT_EQ(at(with, x, y - far), at(without, x, y - far));
    }
    s.press(kKeyEscape);
    EXPECT_FALSE(s.app.temp().lens.on);
    EXPECT_TRUE(s.look(place).rgba == without.rgba);
}

TEST_F(LensGl, TheWheelMagnifiesAndMovesNothingElse) {
    Still s;
    s.press('3');
    s.press('2');  // space and depth, which the wheel magnifies, too
    s.mouse(s.spot("flow_b", 0.5f), false);
    s.press('Z');
    EXPECT_EQ(s.app.temp().lens.times, Lens::kLeast);
    s.wheel(1);
    EXPECT_GT(s.app.temp().lens.times, Lens::kLeast);
    for (int i = 0; i < 20; ++i) {
        s.wheel(1);
    }
    EXPECT_EQ(s.app.temp().lens.times, Lens::kMost);
    s.wheel(-40);
    EXPECT_EQ(s.app.temp().lens.times, Lens::kLeast);
}

TEST_F(LensGl, IsThereInAPresentationAndOverPlots) {
    Still s;
    for (const bool presentation : {false, true}) {
        s.app.state().presentation = presentation;
        s.app.state().show_field = true;
        s.play(4);
        const ImVec2 place = s.spot("flow_b", 0.4f);
        const Image without = s.look(place);
        s.press('Z');
        const Image with = s.look(place);
        EXPECT_FALSE(with.rgba == without.rgba);
        s.press('Z');
    }
    s.app.state().presentation = false;
    s.play(4);
    const Rect status = s.app.layout().status;
    const ImVec2 plot = s.spot("plot.loss", 0.5f);
    const ImVec2 outside{status.max.x - 200, (status.min.y + status.max.y) / 2};
    const Image plots = s.look(plot), elsewhere = s.look(outside);
    s.press('Z');
    EXPECT_FALSE(s.look(plot).rgba == plots.rgba);
    EXPECT_TRUE(s.look(outside).rgba == elsewhere.rgba) << "over pictures alone";
}

}  // namespace
}  // namespace la
