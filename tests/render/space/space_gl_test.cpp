#include <limits>

#include "render/space/space_renderer.h"
#include "tests/support/flow_scene_test.h"

namespace la {
namespace {

class SpaceGlTest : public GlTest {
  protected:
    Image draw(const FlowScene& scene) {
        Canvas canvas;
        canvas.resize({192, 128});
        SpaceRenderer renderer;
        renderer.draw(scene, {plane_, middle_}, camera_, dark_palette(), canvas);
        EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
        return canvas.read();
    }

    // Pixel of a state at a depth.
    glm::ivec2 at(glm::vec2 state, float depth) const {
        const glm::vec4 clip =
            camera_.matrix(1.5f) * glm::vec4(space_place(state, depth, 2, plane_), 1);
        const glm::vec2 ndc = glm::vec2(clip) / clip.w;
        return {static_cast<int>((0.5f + 0.5f * ndc.x) * 192),
                static_cast<int>((0.5f - 0.5f * ndc.y) * 128)};
    }

    // Largest difference from the picture without data around the place.
    float drawn(const Image& image, glm::vec2 state, float depth) {
        FlowScene empty = scene();
        empty.points = 0;
        const Image bare = draw(empty);
        const glm::ivec2 p = at(state, depth);
        float most = 0;
        for (int dy = -1; dy <= 1; ++dy) {
            for (int dx = -1; dx <= 1; ++dx) {
                most = std::max(most, difference(pixel(image, p.x + dx, p.y + dy),
                                                 pixel(bare, p.x + dx, p.y + dy)));
            }
        }
        return most;
    }

    FlowScene scene() const {
        FlowScene scene = dark_scene();
        scene.layers = 2;
        scene.points = 2;
        scene.states = states_;
        scene.labels = labels_;
        scene.version = 1;
        scene.depth = 1;
        return scene;
    }

    float middle_ = 0;  // of the third coordinate
    const Viewport plane_{{0, 0}, 1, 1};
    OrbitCamera camera_;
    std::vector<glm::vec2> states_{{-0.6f, -0.6f}, {0.6f, 0.6f}, {-0.6f, 0},
                                   {0.6f, 0.2f},   {0, 0.5f},    {0.6f, -0.4f}};
    std::vector<std::uint8_t> labels_{0, 1};
};

TEST_F(SpaceGlTest, PathsJoinTheStates) {
    FlowScene shown = scene();
    shown.show_trails = true;
    shown.depth = 2;
    const Image image = draw(shown);
    EXPECT_GT(drawn(image, {-0.6f, -0.3f}, 0.5f), 0.1f);
    EXPECT_GT(drawn(image, {-0.3f, 0.25f}, 1.5f), 0.1f);
    EXPECT_GT(drawn(image, {0.6f, 0.4f}, 0.5f), 0.1f);
    EXPECT_LT(drawn(image, {-0.6f, 0.8f}, 0.5f), 0.02f);
    EXPECT_LT(drawn(image, {0, -0.6f}, 1.5f), 0.02f);
}

TEST_F(SpaceGlTest, PathsAheadAreFainter) {
    FlowScene shown = scene();
    shown.show_trails = true;
    const Image image = draw(shown);
    const float behind = drawn(image, {-0.6f, -0.3f}, 0.5f);
    const float ahead = drawn(image, {-0.3f, 0.25f}, 1.5f);
    EXPECT_GT(ahead, 0.02f);
    EXPECT_GT(behind, 2 * ahead);
}

TEST_F(SpaceGlTest, ParticlesStandOnTheirPlane) {
    FlowScene shown = scene();
    shown.show_particles = true;
    Image image = draw(shown);
    EXPECT_GT(drawn(image, states_[2], 1), 0.2f);
    EXPECT_GT(drawn(image, states_[3], 1), 0.2f);
    shown.depth = 1.5f;
    image = draw(shown);
    EXPECT_GT(drawn(image, 0.5f * (states_[2] + states_[4]), 1.5f), 0.2f);
    EXPECT_LT(drawn(image, states_[2], 1), 0.1f);  // the frame behind it is fainter
}

TEST_F(SpaceGlTest, ParticlesKeepToTheBudget) {
    FlowScene shown = scene();
    shown.show_particles = true;
    shown.particle_budget = 1;
    const Image image = draw(shown);
    EXPECT_GT(drawn(image, states_[2], 1), 0.2f);
    EXPECT_LT(drawn(image, states_[3], 1), 0.02f);
}

// Three coordinates instead of depth: states stand where the camera sees them in the cube.
class CubeGlTest : public SpaceGlTest {
  protected:
    glm::ivec2 cube_at(glm::vec3 state) const {
        const glm::vec4 clip =
            camera_.matrix(1.5f) * glm::vec4(cube_place(state, {plane_, middle_}), 1);
        const glm::vec2 ndc = glm::vec2(clip) / clip.w;
        return {static_cast<int>((0.5f + 0.5f * ndc.x) * 192),
                static_cast<int>((0.5f - 0.5f * ndc.y) * 128)};
    }

    float cube_drawn(const Image& image, glm::vec3 state) {
        FlowScene empty = cube();
        empty.points = 0;
        const Image bare = draw(empty);
        const glm::ivec2 p = cube_at(state);
        float most = 0;
        for (int dy = -1; dy <= 1; ++dy) {
            for (int dx = -1; dx <= 1; ++dx) {
                most = std::max(most, difference(pixel(image, p.x + dx, p.y + dy),
                                                 pixel(bare, p.x + dx, p.y + dy)));
            }
        }
        return most;
    }

    FlowScene cube() {
        FlowScene shown = scene();
        shown.third = third_;
        shown.show_particles = shown.show_trails = false;
        return shown;
    }

    glm::vec3 state(int i) const { return {states_[i], third_[i]}; }

    std::vector<float> third_{2.7f, 1.4f, 2.3f, 1.7f, 1.2f, 2.8f};
    CubeGlTest() { middle_ = 2; }
};

TEST_F(CubeGlTest, ParticlesStandWhereTheCameraSeesTheirThreeCoordinates) {
    FlowScene shown = cube();
    shown.show_particles = true;
    for (const glm::vec2 turn : {glm::vec2(0), glm::vec2(1, 0.4f), glm::vec2(-2, -0.6f)}) {
        camera_.orbit(turn);
        shown.depth = 1;
        Image image = draw(shown);
        EXPECT_GT(cube_drawn(image, state(2)), 0.2f);
        EXPECT_GT(cube_drawn(image, state(3)), 0.2f);
        EXPECT_LT(cube_drawn(image, {state(2).x, state(2).y, 4 - state(2).z}), 0.02f);
        shown.depth = 1.5f;
        image = draw(shown);
        EXPECT_GT(cube_drawn(image, 0.5f * (state(2) + state(4))), 0.2f);
        EXPECT_GT(cube_drawn(image, 0.5f * (state(3) + state(5))), 0.2f);
        shown.depth = 2;
        image = draw(shown);
        EXPECT_GT(cube_drawn(image, state(5)), 0.2f);
    }
}

TEST_F(CubeGlTest, PathsJoinTheStatesAndEndAtTheSides) {
    FlowScene shown = cube();
    shown.show_trails = true;
    shown.depth = 2;
    Image image = draw(shown);
    EXPECT_GT(cube_drawn(image, 0.5f * (state(0) + state(2))), 0.1f);
    EXPECT_GT(cube_drawn(image, 0.5f * (state(2) + state(4))), 0.1f);
    EXPECT_LT(cube_drawn(image, {-0.9f, 0.9f, 1.1f}), 0.02f);
    third_[4] = 22.3f;  // far outside: the path leaves the cube at 7 / 200 of it
    shown.version = 2;
    image = draw(shown);
    const glm::vec3 out = state(4) - state(2);
    EXPECT_GT(cube_drawn(image, state(2) + 0.025f * out), 0.1f);
    EXPECT_LT(cube_drawn(image, state(2) + 0.06f * out), 0.02f);
    shown.show_particles = true;
    shown.depth = 2;
    for (const float far : {22.3f, std::numeric_limits<float>::infinity(), NAN}) {
        third_[4] = third_[5] = far;
        shown.version++;
        EXPECT_GT(cube_drawn(draw(shown), 0.5f * (state(0) + state(2))), 0.1f);
    }
}

TEST_F(CubeGlTest, TheHeadIsAPlaneAndThereIsNoField) {
    FlowScene shown = cube();
    shown.points = 0;
    const Image bare = draw(shown);
    shown.show_head = true;
    shown.head_plane = {0, 0, 1, -2.3f};  // z = 2.3
    const Image image = draw(shown);
    for (const glm::vec3 on : {glm::vec3(-1, 0.3f, 2.3f), {1, -0.4f, 2.3f}, {0.2f, 1, 2.3f}}) {
        const glm::ivec2 p = cube_at(on);
        EXPECT_GT(difference(pixel(image, p.x, p.y), pixel(bare, p.x, p.y)), 0.1f);
    }
    for (const glm::vec4 none : {glm::vec4(0), glm::vec4(0, 0, 1, 9), glm::vec4(NAN, 0, 0, 0)}) {
        shown.head_plane = none;
        EXPECT_EQ(draw(shown).rgba, bare.rgba);
    }
    const std::vector<float> margin{-9, 9, -9, 9};
    shown.show_field = true;
    shown.field = {
        .width = 2, .height = 2, .lo = {-1, -1}, .hi = {1, 1}, .near_margin = margin, .version = 1};
    EXPECT_EQ(draw(shown).rgba, bare.rgba);
}

TEST_F(SpaceGlTest, TheFieldLiesOnThePlane) {
    FlowScene shown = scene();
    shown.points = 0;
    const Image bare = draw(shown);
    const std::vector<float> margin{-9, 9, -9, 9};  // class 0 to the left
    shown.show_field = true;
    shown.field = {
        .width = 2, .height = 2, .lo = {-1, -1}, .hi = {1, 1}, .near_margin = margin, .version = 1};
    const Image image = draw(shown);
    const auto seen = [&](glm::vec2 state, float depth) {
        const glm::ivec2 p = at(state, depth);
        return pixel(image, p.x, p.y);
    };
    const glm::vec3 left = seen({-0.7f, 0.3f}, 1);
    const glm::vec3 right = seen({0.7f, 0.3f}, 1);
    EXPECT_GT(left.r, left.b + 0.05f);
    EXPECT_GT(right.b, right.r + 0.05f);
    const glm::ivec2 outside = at({0, 0.9f}, 2);
    EXPECT_LT(difference(pixel(image, outside.x, outside.y), pixel(bare, outside.x, outside.y)),
              0.02f);
}

TEST_F(SpaceGlTest, TheHeadIsALineAtTheOutput) {
    FlowScene shown = scene();
    shown.points = 0;
    const Image bare = draw(shown);
    shown.show_head = true;
    shown.head = {1, 0, -0.3f};  // x = 0.3
    const Image image = draw(shown);
    const glm::ivec2 on = at({0.3f, 0.4f}, 2);
    const glm::ivec2 off = at({-0.3f, 0.4f}, 2);
    EXPECT_GT(difference(pixel(image, on.x, on.y), pixel(bare, on.x, on.y)), 0.1f);
    EXPECT_EQ(pixel(image, off.x, off.y), pixel(bare, off.x, off.y));
    for (const glm::vec3 head : {glm::vec3(0), glm::vec3(1, 0, 5), glm::vec3(NAN, 0, 0)}) {
        shown.head = head;
        EXPECT_EQ(draw(shown).rgba, bare.rgba);
    }
}

TEST_F(SpaceGlTest, WhatLeavesTheBoxIsCutOff) {
    FlowScene shown = scene();
    shown.show_trails = shown.show_particles = true;
    shown.depth = 2;
    const float inf = std::numeric_limits<float>::infinity();
    for (const glm::vec2 far : {glm::vec2(0, 1e9f), glm::vec2(0, inf), glm::vec2(NAN, 0)}) {
        states_[4] = far;
        const Image image = draw(shown);
        EXPECT_LT(drawn(image, {0, 0.9f}, 2), 0.02f);
        EXPECT_GT(drawn(image, {-0.6f, -0.3f}, 0.5f), 0.1f);
    }
    EXPECT_GT(drawn(draw(shown), states_[5], 2), 0.2f);
    states_[4] = {-0.6f, 20};  // leaves through the top, at depth 1.05
    const Image image = draw(shown);
    EXPECT_GT(drawn(image, {-0.6f, 0.8f}, 1.04f), 0.1f);
    EXPECT_LT(drawn(image, {-0.6f, 1.2f}, 1.06f), 0.02f);
}

}  // namespace
}  // namespace la
