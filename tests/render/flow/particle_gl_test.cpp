#include "render/flow/particle_pass.h"

#include <limits>

#include "tests/support/flow_scene_test.h"

namespace la {
namespace {

class ParticleGlTest : public FlowSceneTest {
  protected:
    Image draw(FlowScene scene) const {
        scene.show_particles = true;
        return FlowSceneTest::draw(scene);
    }

    // Two layers, one point that goes right and then up.
    FlowScene path() {
        FlowScene scene = dark_scene();
        scene.layers = 2;
        scene.points = 1;
        scene.states = states_;
        scene.labels = labels_;
        scene.version = 1;
        return scene;
    }

    std::vector<glm::vec2> states_{{-0.5f, -0.5f}, {0.5f, -0.5f}, {0.5f, 0.5f}};
    std::vector<std::uint8_t> labels_{0};
};

TEST_F(ParticleGlTest, StandOnTheirStateAtWholeDepths) {
    FlowScene scene = path();
    for (int k = 0; k <= 2; ++k) {
        scene.depth = static_cast<float>(k);
        const Image image = draw(scene);
        EXPECT_LT(difference(pixel_at(image, view_, states_[k]), dark_palette().classes[0]), 0.03f);
        EXPECT_LT(difference(pixel_at(image, view_, states_[(k + 1) % 3]), background_), 0.01f);
    }
}

TEST_F(ParticleGlTest, AreCentredOnTheirPlace) {
    FlowScene scene = path();
    scene.depth = 1;
    const Image image = draw(scene);
    // The centre of all that was drawn, against the state's pixel (y from the top).
    glm::vec2 sum(0);
    float weight = 0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const float w = difference(pixel(image, x, y), background_);
            sum += w * glm::vec2(x + 0.5f, y + 0.5f);
            weight += w;
        }
    }
    const glm::vec2 place = view_.to_pixel(states_[1], {128, 128});
    ASSERT_GT(weight, 0);
    EXPECT_NEAR(sum.x / weight, place.x, 0.3f);
    EXPECT_NEAR(sum.y / weight, place.y, 0.3f);
}

TEST_F(ParticleGlTest, StandHalfWayAtHalfDepth) {
    FlowScene scene = path();
    scene.depth = 0.5f;
    const Image image = draw(scene);
    EXPECT_LT(difference(pixel_at(image, view_, {0, -0.5f}), dark_palette().classes[0]), 0.03f);
    EXPECT_LT(difference(pixel_at(image, view_, states_[0]), background_), 0.01f);
}

TEST_F(ParticleGlTest, DepthIsClamped) {
    FlowScene scene = path();
    scene.depth = 9;
    EXPECT_LT(difference(pixel_at(draw(scene), view_, states_[2]), dark_palette().classes[0]),
              0.03f);
    scene.depth = -1;
    EXPECT_LT(difference(pixel_at(draw(scene), view_, states_[0]), dark_palette().classes[0]),
              0.03f);
}

// Two classes have their own shader, which draws the same picture.
TEST_F(ParticleGlTest, OfTwoClassesLookAsAmongMany) {
    FlowScene scene = path();
    scene.points = 3;
    std::vector<glm::vec2> states{{-0.41f, 0.13f}, {0.37f, -0.22f}, {9, 9}};
    const std::vector<glm::vec2> layer = states;
    for (int k = 0; k < scene.layers; ++k) {
        states.insert(states.end(), layer.begin(), layer.end());
    }
    scene.states = states;
    for (const Look look : {Look::Full, Look::Hollow}) {
        scene.look = look;
        for (const float scale : {1.0f, 2.5f}) {
            scene.pixel_scale = scale;
            const std::vector<std::uint8_t> two{0, 1, 1}, many{0, 1, 7};  // the third is outside
            scene.labels = two;
            const Image few = draw(scene);
            scene.labels = many;
            EXPECT_EQ(few.rgba, draw(scene).rgba);
        }
    }
}

TEST_F(ParticleGlTest, ClassesDifferInColourAndShape) {
    FlowScene scene = path();
    scene.depth = 1;
    scene.pixel_scale = 4;
    std::vector<Image> images;
    for (int label = 0; label < kClassColours; ++label) {
        labels_[0] = static_cast<std::uint8_t>(label);
        images.push_back(draw(scene));
    }
    for (int a = 0; a < kClassColours; ++a) {
        EXPECT_LT(difference(pixel_at(images[a], view_, states_[1]), dark_palette().classes[a]),
                  0.03f);
        for (int b = 0; b < a; ++b) {
            int shape = 0;  // pixels covered in one picture only
            for (int y = 0; y < 128; ++y) {
                for (int x = 0; x < 128; ++x) {
                    shape += (difference(pixel(images[a], x, y), background_) > 0.1f) !=
                             (difference(pixel(images[b], x, y), background_) > 0.1f);
                }
            }
            EXPECT_GT(shape, 30) << a << " and " << b;
        }
    }
}

TEST_F(ParticleGlTest, ScaleWithThePixelScale) {
    FlowScene scene = path();
    const int small = count_other(draw(scene), background_);
    scene.pixel_scale = 2;
    const int large = count_other(draw(scene), background_);
    EXPECT_GT(small, 38);  // a disc of 7 pixels
    EXPECT_LT(small, 110);
    EXPECT_NEAR(static_cast<float>(large) / static_cast<float>(small), 3.8f, 0.8f);
}

TEST_F(ParticleGlTest, LeaveOutWhatIsNotFinite) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float inf = std::numeric_limits<float>::infinity();
    const float huge = std::numeric_limits<float>::max();
    for (const glm::vec2 bad : {glm::vec2(nan, 0), glm::vec2(0, inf), glm::vec2(-inf, nan)}) {
        states_[1] = bad;
        FlowScene scene = path();
        scene.depth = 1;
        EXPECT_EQ(count_other(draw(scene), background_), 0);
        scene.depth = 0.5f;
        EXPECT_EQ(count_other(draw(scene), background_), 0);
        scene.depth = 0;
        EXPECT_GT(count_other(draw(scene), background_), 20);
    }
    states_[1] = {huge, -huge};
    FlowScene scene = path();
    scene.depth = 0.5f;
    EXPECT_EQ(count_other(draw(scene), background_), 0);
}

TEST_F(ParticleGlTest, AreReadAgainWhenTheVersionChanges) {
    Canvas canvas;
    canvas.resize({128, 128});
    FlowRenderer renderer;
    FlowScene scene = path();
    scene.show_particles = true;
    renderer.draw(scene, view_, dark_palette(), canvas);
    states_[0] = {0, 0.5f};
    renderer.draw(scene, view_, dark_palette(), canvas);
    EXPECT_LT(difference(pixel_at(canvas.read(), view_, states_[0]), background_), 0.01f);
    ++scene.version;
    renderer.draw(scene, view_, dark_palette(), canvas);
    EXPECT_LT(difference(pixel_at(canvas.read(), view_, states_[0]), dark_palette().classes[0]),
              0.03f);
}

}  // namespace
}  // namespace la
