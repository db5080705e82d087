#include "render/flow/trail_pass.h"

#include <limits>

#include "tests/support/flow_scene_test.h"

namespace la {
namespace {

class TrailGlTest : public FlowSceneTest {
  protected:
    Image draw(FlowScene scene) const {
        scene.show_trails = true;
        return FlowSceneTest::draw(scene);
    }

    FlowScene path() const {
        FlowScene scene = two_paths();
        scene.pixel_scale = 2;
        return scene;
    }
};

TEST_F(TrailGlTest, LieBetweenTheStates) {
    FlowScene scene = path();
    scene.depth = 2;
    const Image image = draw(scene);
    EXPECT_TRUE(drawn(image, {0.2f, -0.5f}));
    EXPECT_TRUE(drawn(image, {0.5f, 0.1f}));
    EXPECT_TRUE(drawn(image, {-0.3f, 0.8f}));
    EXPECT_FALSE(drawn(image, {0, 0}));  // the straight line from first to last state
    EXPECT_FALSE(drawn(image, {0.2f, -0.4f}));
    EXPECT_FALSE(drawn(image, {0.5f, 0.6f}));
    // Class colours: more red than blue for class 0, the reverse for class 1.
    const glm::vec3 first = pixel_at(image, view_, {0.5f, 0.3f});
    const glm::vec3 second = pixel_at(image, view_, {-0.4f, 0.8f});
    EXPECT_GT(first.r, first.b + 0.1f);
    EXPECT_GT(second.b, second.r + 0.1f);
}

TEST_F(TrailGlTest, EndAtTheDepth) {
    FlowScene scene = path();
    scene.depth = 1.5f;
    Image image = draw(scene);
    EXPECT_TRUE(drawn(image, {0.5f, -0.1f}));
    EXPECT_FALSE(drawn(image, {0.5f, 0.1f}));
    scene.depth = 0.5f;
    image = draw(scene);
    EXPECT_TRUE(drawn(image, {-0.1f, -0.5f}));
    EXPECT_FALSE(drawn(image, {0.1f, -0.5f}));
    scene.depth = 0;
    EXPECT_EQ(count_other(draw(scene), background_), 0);
}

TEST_F(TrailGlTest, FadeInAlongThePath) {
    FlowScene scene = path();
    scene.depth = 2;
    const Image image = draw(scene);
    const float begin = difference(pixel_at(image, view_, {-0.45f, -0.5f}), background_);
    const float end = difference(pixel_at(image, view_, {0.5f, 0.45f}), background_);
    EXPECT_GT(end, begin + 0.1f);
}

TEST_F(TrailGlTest, AreThin) {
    FlowScene scene = path();
    scene.points = 1;
    const std::vector<glm::vec2> states{{-0.5f, 0}, {0.5f, 0}};
    scene.states = states;
    scene.layers = 1;
    scene.depth = 1;
    scene.pixel_scale = 1;
    // 64 pixels long, about two wide with its soft edges.
    const int count = count_other(draw(scene), background_);
    EXPECT_GE(count, 60);
    EXPECT_LE(count, 200);
}

TEST_F(TrailGlTest, LeaveOutSegmentsThatAreNotFinite) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float inf = std::numeric_limits<float>::infinity();
    for (const glm::vec2 bad : {glm::vec2(nan, 0), glm::vec2(0, inf), glm::vec2(-inf, nan)}) {
        states_[4] = bad;
        FlowScene scene = path();
        scene.depth = 2;
        const Image image = draw(scene);
        EXPECT_TRUE(drawn(image, {0.2f, -0.5f}));
        EXPECT_FALSE(drawn(image, {0.5f, 0.1f}));
        EXPECT_TRUE(drawn(image, {-0.3f, 0.8f}));
    }
}

TEST_F(TrailGlTest, FarEndsKeepTheirDirection) {
    states_[4] = {0.5f, 1e9f};
    FlowScene scene = path();
    scene.depth = 2;
    const Image image = draw(scene);
    EXPECT_TRUE(drawn(image, {0.5f, 0.1f}));
    EXPECT_TRUE(drawn(image, {0.5f, 0.95f}));
    EXPECT_FALSE(drawn(image, {0.6f, 0.5f}));
}

TEST_F(TrailGlTest, BudgetThinsPoints) {
    FlowScene scene = path();
    scene.layers = 9;
    scene.points = 600;
    EXPECT_EQ(trail_count(scene), 600);
    scene.trail_budget = 2000;
    EXPECT_EQ(trail_count(scene), 222);
    scene.trail_budget = 1;
    EXPECT_EQ(trail_count(scene), 1);
    scene.trail_budget = 1000000;
    EXPECT_EQ(trail_count(scene), 600);
}

// Points alternate between two classes, as in generated sets: thinning to half must keep both.
TEST_F(TrailGlTest, ThinningKeepsBothClasses) {
    const int points = 64;
    std::vector<glm::vec2> states(2 * points);
    labels_.assign(points, 0);
    for (int i = 0; i < points; ++i) {
        labels_[i] = static_cast<std::uint8_t>(i % 2);
        const float y = i % 2 == 0 ? 0.5f : -0.5f;
        states[i] = {-0.8f + 0.02f * static_cast<float>(i), y};
        states[points + i] = {-0.8f + 0.02f * static_cast<float>(i), y + 0.3f};
    }
    FlowScene scene = path();
    scene.layers = 1;
    scene.points = points;
    scene.states = states;
    scene.labels = labels_;
    scene.depth = 1;
    scene.trail_budget = points / 2;
    const Image image = draw(scene);
    int upper = 0;
    int lower = 0;
    for (int y = 0; y < 128; ++y) {
        for (int x = 0; x < 128; ++x) {
            const bool hit = difference(pixel(image, x, y), background_) > 0.05f;
            (y < 64 ? upper : lower) += hit;
        }
    }
    EXPECT_GT(upper, 100);
    EXPECT_GT(lower, 100);
    EXPECT_LT(std::abs(upper - lower), (upper + lower) / 3);
}

}  // namespace
}  // namespace la
