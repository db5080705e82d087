#include "render/flow/flow_renderer.h"

#include "tests/support/flow_scene_test.h"

namespace la {
namespace {

class FlowGlTest : public FlowSceneTest {
  protected:
    Image draw(const FlowScene& scene, const Viewport& view) const {
        return FlowSceneTest::draw(scene, view, {128, 96});
    }
};

TEST_F(FlowGlTest, DrawsTheHeadLineAndNothingElse) {
    FlowScene scene = dark_scene();
    scene.show_head = true;
    scene.head = {2, 2, -1};  // x + y = 1/2
    const Viewport view{{0.1f, -0.2f}, 1, 128 / 96.0f};
    const Image image = draw(scene, view);
    int on = 0;
    int off = 0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            if (difference(pixel(image, x, y), background_) > 0.05f) {
                const glm::vec2 world = view.from_pixel({x + 0.5f, y + 0.5f}, {128, 96});
                const float distance = std::abs(world.x + world.y - 0.5f) * 0.7071f * 48;
                (distance < 2.0f ? on : off) += 1;
            }
        }
    }
    EXPECT_GT(on, 80);
    EXPECT_EQ(off, 0);
}

TEST_F(FlowGlTest, HeadLineIsDashed) {
    FlowScene scene = dark_scene();
    scene.show_head = true;
    scene.head = {0, 1, 0};
    const Viewport view{{0, 0.01f}, 1, 128 / 96.0f};
    const Image image = draw(scene, view);
    const int row = static_cast<int>(view.to_pixel({0, 0}, {128, 96}).y);
    int changes = 0;
    for (int x = 1; x < 128; ++x) {
        const bool now = difference(pixel(image, x, row), background_) > 0.2f;
        const bool before = difference(pixel(image, x - 1, row), background_) > 0.2f;
        changes += now != before;
    }
    EXPECT_GE(changes, 22);
    EXPECT_LE(changes, 28);
}

TEST_F(FlowGlTest, HeadLinesOfMoreClassesEnd) {
    FlowScene scene = dark_scene();
    scene.show_head = true;
    // y = 0.3, walked to the left: from x = 0.5 on, to x = -0.25.
    scene.heads = {{.line = {0, 2, -0.6f}, .from = -0.5f, .to = 0.25f}};
    const Viewport view{{0.1f, 0}, 1, 128 / 96.0f};
    const Image image = draw(scene, view);
    float least = 9, most = -9;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            if (difference(pixel(image, x, y), background_) > 0.05f) {
                const glm::vec2 world = view.from_pixel({x + 0.5f, y + 0.5f}, {128, 96});
                EXPECT_NEAR(world.y, 0.3f, 0.04f);
                least = std::min(least, world.x);
                most = std::max(most, world.x);
            }
        }
    }
    // A dash may begin later by at most its gap of four pixels.
    EXPECT_NEAR(least, -0.25f, 0.1f);
    EXPECT_NEAR(most, 0.5f, 0.1f);
}

TEST_F(FlowGlTest, WithoutAHeadThereIsNoLine) {
    FlowScene scene = dark_scene();
    scene.show_head = true;
    for (const glm::vec3 head : {glm::vec3(0), glm::vec3(NAN, 1, 0), glm::vec3(1, 1, 1e6f)}) {
        scene.head = head;
        EXPECT_EQ(count_other(draw(scene, {{0, 0}, 1, 1.333f}), background_), 0);
    }
}

TEST_F(FlowGlTest, DrawsNothingWhenDataAreMissing) {
    FlowScene scene;
    EXPECT_EQ(count_other(draw(scene, {}), background_), 0);
    const std::vector<glm::vec2> states(5);
    const std::vector<std::uint8_t> labels(5);
    scene.layers = 3;
    scene.points = 5;
    scene.states = states;  // too short
    scene.labels = labels;
    EXPECT_EQ(count_other(draw(scene, {}), background_), 0);
    scene.layers = 0;
    scene.labels = scene.labels.first(4);
    EXPECT_EQ(count_other(draw(scene, {}), background_), 0);
    scene.labels = labels;
    EXPECT_GT(count_other(draw(scene, {}), background_), 0);
}

TEST_F(FlowGlTest, LeavesNothingBoundAndTheCanvasOpaque) {
    const std::vector<glm::vec2> states{{0, 0}, {0.5f, 0.5f}};
    const std::vector<std::uint8_t> labels{1};
    const std::vector<float> margin{-1, 1, -1, 1};
    FlowScene scene;
    scene.layers = 1;
    scene.points = 1;
    scene.states = states;
    scene.labels = labels;
    scene.depth = 0.7f;
    scene.field = {2, 2, {-1, -1}, {1, 1}, margin, {}, 1};
    scene.head = {1, 1, 0};
    Canvas canvas;
    canvas.resize({64, 64});
    FlowRenderer renderer;
    renderer.draw(scene, {}, dark_palette(), canvas);
    const GLenum bindings[] = {GL_CURRENT_PROGRAM,        GL_VERTEX_ARRAY_BINDING,
                               GL_ARRAY_BUFFER_BINDING,   GL_TEXTURE_BINDING_2D,
                               GL_TEXTURE_BINDING_BUFFER, GL_DRAW_FRAMEBUFFER_BINDING};
    for (const GLenum binding : bindings) {
        GLint name = -1;
        glGetIntegerv(binding, &name);
        EXPECT_EQ(name, 0) << binding;
    }
    EXPECT_FALSE(glIsEnabled(GL_BLEND));
    EXPECT_FALSE(glIsEnabled(GL_PROGRAM_POINT_SIZE));
    const Image image = canvas.read();
    for (std::size_t i = 3; i < image.rgba.size(); i += 4) {
        ASSERT_EQ(image.rgba[i], 255);
    }
}

TEST_F(FlowGlTest, WithoutLayersItIsAScatterPlot) {
    const std::vector<glm::vec2> states{{0.5f, 0.25f}};
    const std::vector<std::uint8_t> labels{1};
    FlowScene scene;
    scene.points = 1;
    scene.states = states;
    scene.labels = labels;
    const Viewport view{{0, 0}, 1, 128 / 96.0f};
    EXPECT_LT(difference(pixel_at(draw(scene, view), view, states[0]), dark_palette().classes[1]),
              0.03f);
}

}  // namespace
}  // namespace la
