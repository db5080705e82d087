#include "gl_fixture.h"

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
