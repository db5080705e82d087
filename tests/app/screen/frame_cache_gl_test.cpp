#include "app/screen/frame_cache.h"

#include "render/gl/api.h"
#include "render/gl/screen.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

// What a window shows after some frames, and what drawing everything shows.
struct Pictures {
    Image window, everything;
};

Pictures pictures(DrivenApp& s, int frames, float seconds = kFrame) {
    for (int i = 0; i < frames; ++i) {
        s.offscreen.play(s.app, seconds, Offscreen::Drawing::AsInWindow);
    }
    Pictures out;
    out.window = s.offscreen.read();
    s.play(1);
    out.everything = s.offscreen.read();
    return out;
}

DrivenApp& settled(DrivenApp& s) {
    s.app.hold(4.5f);
    s.play(6);
    return s;
}

TEST(FrameCache, TheRegionsAndTheViewsCoverTheWindow) {
    const glm::ivec2 size(64, 40);
    const PixelRect views{{10, 5}, {50, 25}};
    std::vector<PixelRect> left{{{0, 0}, size}};
    left = without(left, {{views.min.x, 0}, views.max});
    for (const int under : {0, 25, 31, 40, 99}) {
        std::vector<PixelRect> rest = left;
        for (const PixelRect& region : regions_around(views, under, size, size.y)) {
            rest = without(rest, region);
        }
        EXPECT_TRUE(rest.empty()) << under;
    }
    // A strip below the views is one region: no text in it is of two frames.
    for (int across = views.max.y; across < size.y; ++across) {
        std::vector<PixelRect> rest = left;
        const std::array regions = regions_around(views, 0, size, across);
        for (const PixelRect& region : regions) {
            rest = without(rest, region);
        }
        EXPECT_TRUE(rest.empty()) << across;
        EXPECT_EQ(regions[2].min, glm::ivec2(0, across));
        EXPECT_EQ(regions[2].max, size);
    }
}

TEST(FrameCache, ARectangleWithoutAnotherHasTheAreaThatIsLeft) {
    const std::vector<PixelRect> left = without({{{0, 0}, {10, 10}}}, {{3, 4}, {6, 20}});
    int area = 0;
    for (const PixelRect& rect : left) {
        area += (rect.max.x - rect.min.x) * (rect.max.y - rect.min.y);
        EXPECT_TRUE(intersection(rect, {{3, 4}, {6, 20}}).empty());
    }
    EXPECT_EQ(area, 100 - 3 * 6);
}

TEST(FrameCacheGlTest, OfAFrozenPictureIsThePictureOfEverything) {
    DrivenApp s;
    const Pictures p = pictures(settled(s), 6);
    EXPECT_EQ(p.window.rgba, p.everything.rgba);
}

TEST(FrameCacheGlTest, IsUpToDateFiveFramesAfterAChange) {
    DrivenApp s;
    settled(s);
    pictures(s, 6);
    s.experiment.advance(40);
    s.play(2);  // observed, but not drawn by a window yet
    s.app.hold(4.5f);
    const Pictures p = pictures(s, 5);
    EXPECT_EQ(p.window.rgba, p.everything.rgba);
}

// The pixels of a rectangle.
std::vector<std::uint8_t> part(const Image& image, const Rect& rect) {
    const PixelRect r = rect.pixels();
    std::vector<std::uint8_t> out;
    for (int y = r.min.y; y < r.max.y; ++y) {
        const auto row = image.rgba.begin() + 4 * (static_cast<std::ptrdiff_t>(y) * image.width);
        out.insert(out.end(), row + 4 * r.min.x, row + 4 * r.max.x);
    }
    return out;
}

// With letters taken from the card, what is drawn again has none.
TEST(FrameCacheGlTest, DrawsThePanelsThatHaveChangedAlone) {
    DrivenApp s;
    if (!software_renderer()) {
        GTEST_SKIP() << "only a software renderer draws in rotation";
    }
    settled(s);
    const auto frames = [&] {
        for (int i = 0; i < 12; ++i) {
            s.app.hold(4.5f);
            s.offscreen.play(s.app, kFrame, Offscreen::Drawing::AsInWindow);
        }
        return s.offscreen.read();
    };
    const Image before = frames();
    const ImFontAtlas& fonts = *ImGui::GetIO().Fonts;
    const std::vector<std::uint8_t> empty(4 * static_cast<std::size_t>(fonts.TexWidth) *
                                          fonts.TexHeight);
    glBindTexture(GL_TEXTURE_2D,
                  static_cast<GLuint>(reinterpret_cast<std::uintptr_t>(fonts.TexID)));
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, fonts.TexWidth, fonts.TexHeight, GL_RGBA,
                    GL_UNSIGNED_BYTE, empty.data());
    glBindTexture(GL_TEXTURE_2D, 0);
    const Layout& layout = s.app.layout();
    const Image after = frames();
    for (const Rect& rect : {layout.toolbar, layout.controls, layout.measures, layout.status,
                             layout.depth, layout.plots[0], layout.plots[2]}) {
        EXPECT_EQ(part(after, rect), part(before, rect)) << rect.min.x << ", " << rect.min.y;
    }
    EXPECT_NE(part(after, layout.flow[0]), part(before, layout.flow[0])) << "drawn in every frame";
    s.experiment.advance(40);
    s.play(1);
    const Image changed = frames();
    EXPECT_NE(part(changed, layout.measures), part(before, layout.measures));
}

// The panels wait after one long frame, but not after two in a row: they need ten frames, not five.
TEST(FrameCacheGlTest, IsUpToDateAfterTwiceAsManyLongFrames) {
    DrivenApp s;
    if (!software_renderer()) {
        GTEST_SKIP() << "only a software renderer draws in rotation";
    }
    for (const int frames : {5, 11}) {
        settled(s);
        pictures(s, 12, 0.03f);
        s.experiment.advance(40);
        s.play(2);
        s.app.hold(4.5f);
        const Pictures p = pictures(s, frames, 0.03f);
        const Layout& layout = s.app.layout();  // the views draw less after long frames
        bool same = true;
        for (const Rect& rect : {layout.measures, layout.plots[0], layout.plots[2]}) {
            same = same && part(p.window, rect) == part(p.everything, rect);
        }
        EXPECT_EQ(same, frames > 5) << frames;
    }
}

// The underlay of one view is drawn after each frame, in rotation, and shown with the next.
TEST(FrameCacheGlTest, TheUnderlayOfOneViewIsDrawnPerFrame) {
    DrivenApp s;
    if (!software_renderer()) {
        GTEST_SKIP() << "only a software renderer draws in rotation";
    }
    settled(s);
    pictures(s, 1);
    const auto frame = [&] {
        s.offscreen.play(s.app, kFrame, Offscreen::Drawing::AsInWindow);
        return s.offscreen.read();
    };
    for (int i = 0; i < 4; ++i) {
        frame();
    }
    s.app.state().show_field = false;
    std::vector<Image> frames;
    for (int i = 0; i < 4; ++i) {
        frames.push_back(frame());
    }
    const auto changed = [&](int i, int member) {
        const Rect& view = s.app.layout().flow[member];
        return part(frames[i], view) != part(frames[i - 1], view);
    };
    EXPECT_NE(changed(1, 0), changed(1, 1)) << "one was drawn after the first frame";
    EXPECT_NE(changed(2, 0), changed(2, 1)) << "one after the next";
    EXPECT_NE(changed(1, 0), changed(2, 0));
    for (const int member : {0, 1}) {
        EXPECT_FALSE(changed(3, member));
    }
}

// None is drawn after one long frame, but one is after two in a row.
TEST(FrameCacheGlTest, TheUnderlayOfOneViewIsDrawnInTwoLongFrames) {
    DrivenApp s;
    if (!software_renderer()) {
        GTEST_SKIP() << "only a software renderer draws in rotation";
    }
    settled(s);
    constexpr float kLong = 0.03f;
    pictures(s, 40, kLong);  // until the number of trails has fallen as far as it will
    const auto frame = [&] {
        s.offscreen.play(s.app, kLong, Offscreen::Drawing::AsInWindow);
        return s.offscreen.read();
    };
    Image last;
    for (int i = 0; i < 8; ++i) {
        last = frame();
    }
    s.app.state().show_field = false;
    std::array<std::vector<int>, 2> changes;
    for (int i = 0; i < 8; ++i) {
        Image next = frame();
        for (const int member : {0, 1}) {
            const Rect& view = s.app.layout().flow[member];
            if (part(next, view) != part(last, view)) {
                changes[member].push_back(i);
            }
        }
        last = std::move(next);
    }
    ASSERT_EQ(changes[0].size(), 1u);
    ASSERT_EQ(changes[1].size(), 1u);
    EXPECT_EQ(std::abs(changes[0][0] - changes[1][0]), 2);
    EXPECT_LE(std::max(changes[0][0], changes[1][0]), 4);
}

TEST(FrameCacheGlTest, AnotherThemeAndThePageOfKeysShowAtOnce) {
    DrivenApp s;
    settled(s);
    pictures(s, 6);
    s.app.state().dark = false;
    Pictures p = pictures(s, 1);
    EXPECT_EQ(p.window.rgba, p.everything.rgba);
    for (const char* what : {"opens", "closes"}) {
        s.app.press({.key = function_key(1)});
        p = pictures(s, 1);
        EXPECT_EQ(p.window.rgba, p.everything.rgba) << what;
    }
}

}  // namespace
}  // namespace la
