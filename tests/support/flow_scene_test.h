#pragma once

#include <vector>

#include "render/flow/flow_renderer.h"
#include "tests/support/gl_test.h"

namespace la {

// A scene that shows nothing until a test turns something on.
inline FlowScene dark_scene() {
    FlowScene scene;
    scene.show_field = scene.show_boundary = scene.show_head = false;
    scene.show_trails = scene.show_particles = false;
    return scene;
}

// Draws flow scenes into a picture of 128 x 128 pixels with the dark palette.
class FlowSceneTest : public GlTest {
  protected:
    Image draw(const FlowScene& scene) const { return draw(scene, view_); }

    Image draw(const FlowScene& scene, const Viewport& view, glm::ivec2 pixels = {128, 128}) const {
        Canvas canvas;
        canvas.resize(pixels);
        FlowRenderer renderer;
        renderer.draw(scene, view, dark_palette(), canvas);
        EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
        return canvas.read();
    }

    // Whether anything but the background is drawn at a place of the plane.
    bool drawn(const Image& image, glm::vec2 world) const {
        return difference(pixel_at(image, view_, world), background_) > 0.05f;
    }

    // Two points through two layers: one goes right and then up, the other left along the top.
    FlowScene two_paths() const {
        FlowScene scene = dark_scene();
        scene.layers = 2;
        scene.points = 2;
        scene.states = states_;
        scene.labels = labels_;
        scene.version = 1;
        return scene;
    }

    const Viewport view_{{0, 0}, 1, 1};
    const glm::vec3 background_{dark_palette().background};
    // [layer][point]
    std::vector<glm::vec2> states_{{-0.5f, -0.5f}, {0.5f, 0.8f}, {0.5f, -0.5f},
                                   {0, 0.8f},      {0.5f, 0.5f}, {-0.5f, 0.8f}};
    std::vector<std::uint8_t> labels_{0, 1};
};

}  // namespace la
