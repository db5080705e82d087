#include <cmath>
#include <vector>

#include "render/flow/flow_renderer.h"
#include "tests/support/gl_test.h"

namespace la {
namespace {

class CanvasGlTest : public GlTest {};

TEST_F(CanvasGlTest, ReadsBackWhatItWasClearedTo) {
    Canvas canvas;
    canvas.resize({7, 5});
    canvas.clear({1, 0.5f, 0, 1});
    canvas.unbind();
    const Image image = canvas.read();
    ASSERT_EQ(image.width, 7);
    ASSERT_EQ(image.height, 5);
    ASSERT_EQ(image.rgba.size(), 140u);
    EXPECT_EQ(count_other(image, {1, 128 / 255.0f, 0}), 0);
    EXPECT_EQ(image.rgba[3], 255);
}

TEST_F(CanvasGlTest, HasItsFirstRowOnTop) {
    Canvas canvas;
    canvas.resize({4, 4});
    canvas.clear({0, 0, 0, 1});
    glEnable(GL_SCISSOR_TEST);
    glScissor(0, 3, 4, 1);  // GL's last row
    glClearColor(1, 1, 1, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    glDisable(GL_SCISSOR_TEST);
    canvas.unbind();
    const Image image = canvas.read();
    EXPECT_EQ(image.rgba[0], 255);
    EXPECT_EQ(image.rgba[4 * 4], 0);
}

// Strips of any heights, one below the other, give the whole picture.
TEST_F(CanvasGlTest, DrawsStripsAsPartsOfTheWhole) {
    const Palette& palette = dark_palette();
    std::vector<glm::vec2> states;
    for (int i = 0; i < 90; ++i) {
        const float a = 0.21f * static_cast<float>(i);
        states.emplace_back(std::cos(a) * 0.02f * static_cast<float>(i), std::sin(a));
    }
    const std::vector<std::uint8_t> labels(30, 1);
    FlowScene scene;
    scene.points = 30;
    scene.layers = 2;
    scene.states = states;
    scene.labels = labels;
    scene.depth = 1.3f;
    scene.head = {1, 1, 0.2f};
    scene.version = 1;
    const Viewport viewport{.centre = {0, 0}, .half_height = 1.2f, .aspect = 160.0f / 97};
    FlowRenderer renderer;
    Canvas whole;
    whole.resize({160, 97});
    renderer.draw(scene, viewport, palette, whole);
    const Image wanted = whole.read();
    Canvas strips;
    std::vector<std::uint8_t> got;
    for (int first = 0; first < 97; first += 20) {
        strips.resize({160, 97}, {first, std::min(20, 97 - first)});
        EXPECT_EQ(strips.size(), glm::ivec2(160, 97));
        renderer.draw(scene, viewport, palette, strips);
        const Image strip = strips.read();
        got.insert(got.end(), strip.rgba.begin(), strip.rgba.end());
    }
    EXPECT_TRUE(got == wanted.rgba);
    EXPECT_GT(count_other(wanted, glm::vec3(palette.background)), 500);
}

TEST_F(CanvasGlTest, KeepsItsStorageWhileTheSizeStays) {
    Canvas canvas;
    canvas.resize({8, 8});
    canvas.clear({0, 1, 0, 1});
    canvas.unbind();
    const unsigned texture = canvas.texture();
    canvas.resize({8, 8});
    EXPECT_EQ(canvas.texture(), texture);
    EXPECT_EQ(count_other(canvas.read(), {0, 1, 0}), 0);
    canvas.resize({0, -3});
    EXPECT_EQ(canvas.size(), glm::ivec2(1, 1));
}

}  // namespace
}  // namespace la
