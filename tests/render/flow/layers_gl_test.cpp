// The layers of a flow view that consist of strokes, and the field's iso-lines.

#include <limits>

#include "tests/support/flow_scene_test.h"

namespace la {
namespace {

class LayersGlTest : public FlowSceneTest {};

TEST_F(LayersGlTest, MarksStandOnTheirPlaces) {
    const std::vector<glm::vec2> folds{{-0.5f, 0.25f}}, wrong{{0.5f, -0.25f}};
    FlowScene scene = dark_scene();
    scene.folds = folds;
    scene.wrong = wrong;
    const Image image = draw(scene);
    // An open diamond: its corners, 6.5 pixels away, and nothing in its middle.
    for (const glm::vec2 off : {glm::vec2(6, 0), {-6, 0}, {0, 6}, {0, -6}}) {
        EXPECT_TRUE(drawn(image, folds[0] + off / 64.0f)) << off.x << " " << off.y;
    }
    EXPECT_FALSE(drawn(image, folds[0]));
    EXPECT_FALSE(drawn(image, folds[0] + glm::vec2(5, 5) / 64.0f));
    // A cross: its middle and its arms.
    for (const glm::vec2 off : {glm::vec2(0, 0), {3, 3}, {-3, 3}}) {
        EXPECT_TRUE(drawn(image, wrong[0] + off / 64.0f)) << off.x << " " << off.y;
    }
    EXPECT_FALSE(drawn(image, wrong[0] + glm::vec2(5, 0) / 64.0f));
    scene.folds = scene.wrong = {};
    EXPECT_EQ(count_other(draw(scene), background_), 0);
}

// Two lines in each direction at +-0.5, sheared by the one layer: x += y.
TEST_F(LayersGlTest, GridIsCarriedByTheFlow) {
    constexpr int kSamples = 33;
    std::vector<glm::vec2> states;
    for (const float shear : {0.0f, 1.0f}) {
        for (int way = 0; way < 2; ++way) {
            for (const float at : {-0.5f, 0.5f}) {
                for (int i = 0; i < kSamples; ++i) {
                    const float t = -0.5f + static_cast<float>(i) / (kSamples - 1);
                    const glm::vec2 x = way == 0 ? glm::vec2(t, at) : glm::vec2(at, t);
                    states.emplace_back(x.x + shear * x.y, x.y);
                }
            }
        }
    }
    FlowScene scene = dark_scene();
    scene.layers = 1;
    scene.grid = {.lines = 2, .samples = kSamples, .states = states};
    Image image = draw(scene);
    for (const glm::vec2 on :
         {glm::vec2(0, 0.5f), glm::vec2(0.5f, 0.2f), glm::vec2(-0.5f, -0.4f)}) {
        EXPECT_TRUE(drawn(image, on)) << on.x << ", " << on.y;
    }
    EXPECT_FALSE(drawn(image, {0, 0}));
    const int square = count_other(image, background_);
    EXPECT_GT(square, 4 * 64 - 20);  // four lines of 64 pixels, one to two wide
    EXPECT_LT(square, 4 * 64 * 2);
    scene.depth = 0.5f;
    image = draw(scene);
    EXPECT_TRUE(drawn(image, {0.5f + 0.1f, 0.2f}));
    EXPECT_FALSE(drawn(image, {0.5f, 0.2f}));
    scene.depth = 1;
    image = draw(scene);
    EXPECT_TRUE(drawn(image, {0.5f + 0.2f, 0.2f}));
    EXPECT_TRUE(drawn(image, {0.9f, 0.5f}));
    EXPECT_FALSE(drawn(image, {0.5f, 0.2f}));
    scene.grid.states = scene.grid.states.first(states.size() - 1);  // too short
    EXPECT_EQ(count_other(draw(scene), background_), 0);
}

TEST_F(LayersGlTest, ArrowsGoFromTheInputToThePlaceAtHand) {
    FlowScene scene = two_paths();
    scene.show_arrows = true;
    EXPECT_EQ(count_other(draw(scene), background_), 0) << "nothing has moved at s = 0";
    scene.depth = 2;
    const Image image = draw(scene);
    EXPECT_TRUE(drawn(image, {0, 0}));  // straight, not along the path
    EXPECT_FALSE(drawn(image, {0.5f, 0}));
    const glm::vec3 first = pixel_at(image, view_, {0, 0});
    EXPECT_GT(first.r, first.b + 0.1f);
    // The head is at the end: wider there than at the beginning.
    const auto width = [&](float y) {
        int count = 0;
        for (int x = 0; x < 128; ++x) {
            count += difference(pixel(image, x, static_cast<int>(y)), background_) > 0.05f;
        }
        return count;
    };
    EXPECT_GE(width(36), width(80) + 2);
}

TEST_F(LayersGlTest, VectorsShowDirectionAndSizeAtAnyZoom) {
    const std::vector<glm::vec2> from{{-0.5f, 0}, {0.5f, 0}, {0, 0.7f}};
    std::vector<glm::vec2> to{{-0.5f, 0.5f}, {0.505f, 0}, {0, 0.7f}};
    FlowScene scene = dark_scene();
    scene.vectors = {.spacing = 0.6f, .from = from, .to = to};
    Image image = draw(scene);
    EXPECT_TRUE(drawn(image, {-0.5f, 0.15f}));  // up
    EXPECT_FALSE(drawn(image, {-0.35f, 0}));
    EXPECT_TRUE(drawn(image, {0.55f, 0}));  // a hundredth of it, to the right, but visible
    EXPECT_FALSE(drawn(image, {0.5f, 0.12f}));
    EXPECT_FALSE(drawn(image, {0, 0.7f}));  // no motion, no arrow
    // The head is at the upper end of the left one.
    const auto wide = [&](int first) {
        int count = 0;
        for (int y = first; y < first + 7; ++y) {
            for (int x = 0; x < 64; ++x) {
                count += difference(pixel(image, x, y), background_) > 0.05f;
            }
        }
        return count;
    };
    EXPECT_GT(wide(51), wide(71) + 3);
    // The larger one is longer and stronger.
    int left = 0;
    float left_most = 0;
    int right = 0;
    float right_most = 0;
    for (int y = 0; y < 128; ++y) {
        for (int x = 0; x < 128; ++x) {
            const float d = difference(pixel(image, x, y), background_);
            (x < 64 ? left : right) += d > 0.05f;
            float& most = x < 64 ? left_most : right_most;
            most = std::max(most, d);
        }
    }
    EXPECT_GT(left, right * 3 / 2);
    EXPECT_GT(left_most, right_most + 0.15f);
    to = {{NAN, 0}, {INFINITY, 1}, {0, -INFINITY}};
    EXPECT_EQ(count_other(draw(scene), background_), 0);
}

TEST_F(LayersGlTest, GhostArrowsAreDashedInTheClassColour) {
    const std::vector<GhostArrow> ghosts{{{-0.8f, 0.3f}, {0.8f, 0.3f}, 1}, {{0, NAN}, {0, 0}, 0}};
    FlowScene scene = dark_scene();
    scene.ideal = ghosts;
    const Image image = draw(scene);
    const int row = static_cast<int>(view_.to_pixel({0, 0.3f}, {128, 128}).y);
    int changes = 0;
    for (int x = 14; x < 110; ++x) {
        const glm::vec3 now = pixel(image, x, row);
        const glm::vec3 before = pixel(image, x - 1, row);
        changes +=
            (difference(now, background_) > 0.25f) != (difference(before, background_) > 0.25f);
        EXPECT_GE(now.b + 0.01f, now.r);
    }
    EXPECT_GE(changes, 14);  // 92 pixels in dashes and gaps of 5
    EXPECT_LE(changes, 22);
}

TEST_F(LayersGlTest, AHighlightedParticleShowsItsWholePath) {
    FlowScene scene = two_paths();
    EXPECT_EQ(count_other(draw(scene), background_), 0);
    scene.highlight = 0;
    const Image image = draw(scene);  // at s = 0 already
    EXPECT_TRUE(drawn(image, {0, -0.5f}));
    EXPECT_TRUE(drawn(image, {0.5f, 0.2f}));
    EXPECT_FALSE(drawn(image, {0.2f, 0.8f}));
    scene.highlight = 2;  // there are two
    EXPECT_EQ(count_other(draw(scene), background_), 0);
}

TEST_F(LayersGlTest, HollowParticlesAreRings) {
    FlowScene scene = two_paths();
    scene.show_particles = true;
    scene.pixel_scale = 4;
    EXPECT_LT(difference(pixel_at(draw(scene), view_, states_[0]), dark_palette().classes[0]),
              0.03f);
    const int filled = count_other(draw(scene), background_);
    scene.look = Look::Hollow;
    const Image image = draw(scene);
    EXPECT_FALSE(drawn(image, states_[0]));
    EXPECT_GT(count_other(image, background_), filled / 4);
    EXPECT_LT(count_other(image, background_), filled);
}

TEST_F(LayersGlTest, ABudgetSpreadsTheParticlesOverAllPoints) {
    constexpr int kPoints = 60;  // along a line, in their order
    std::vector<glm::vec2> states;
    for (int k = 0; k < 2; ++k) {
        for (int i = 0; i < kPoints; ++i) {
            states.emplace_back(-0.9f + 1.8f * static_cast<float>(i) / (kPoints - 1), 0);
        }
    }
    const std::vector<std::uint8_t> labels(kPoints);
    FlowScene scene = two_paths();
    scene.points = kPoints;
    scene.layers = 1;
    scene.states = states;
    scene.labels = labels;
    scene.show_particles = true;
    scene.particle_budget = 6;
    Image image = draw(scene);
    for (int part = 0; part < 4; ++part) {  // of the line
        bool any = false;
        for (int i = part * kPoints / 4; i < (part + 1) * kPoints / 4; ++i) {
            any = any || drawn(image, states[i]);
        }
        EXPECT_TRUE(any) << part;
    }
    EXPECT_FALSE(drawn(image, states[kPoints - 1]));
    scene.particle_budget = kPoints + 5;
    image = draw(scene);
    for (int i = 0; i < kPoints; ++i) {
        EXPECT_TRUE(drawn(image, states[i])) << i;
    }
}

// The flow of another scene can be drawn between the halves; together they are the whole.
TEST_F(LayersGlTest, TheStepsOfDrawingMakeTheWhole) {
    const std::vector<float> margin{-9, 9, -9, 9};
    FlowScene scene = two_paths();
    scene.show_particles = scene.show_trails = scene.show_field = scene.show_isolines = true;
    scene.field = {2, 2, {-1, -1}, {1, 1}, margin, {}, 1};
    scene.depth = 1.5f;
    const Image whole = draw(scene);
    Canvas canvas;
    canvas.resize({128, 128});
    FlowRenderer renderer;
    renderer.draw_ground(scene, view_, dark_palette(), canvas);
    renderer.draw_flow(scene, view_, dark_palette(), canvas);
    EXPECT_EQ(canvas.read().rgba, whole.rgba);
}

// Margin 15 x, from -15 to 15: lines where it is +-1, 3, 7 and (at the edge) 15.
class IsoLinesGlTest : public LayersGlTest {
  protected:
    static constexpr int kGrid = 257;
    static std::vector<float> slope(float steep) {
        std::vector<float> margin;
        for (int j = 0; j < kGrid; ++j) {
            for (int i = 0; i < kGrid; ++i) {
                margin.push_back(steep * (-1 + 2.0f * static_cast<float>(i) / (kGrid - 1)));
            }
        }
        return margin;
    }
    FlowScene scene(std::span<const float> near, std::span<const float> far = {}) const {
        FlowScene out = dark_scene();
        out.show_isolines = true;
        out.field = {kGrid, kGrid, {-1, -1}, {1, 1}, near, far, 1};
        return out;
    }
    // World x of the middles of the lines along the row y = 0.
    std::vector<float> lines(const FlowScene& scene, int size = 512) const {
        Canvas canvas;
        canvas.resize({size, size});
        FlowRenderer renderer;
        renderer.draw(scene, view_, dark_palette(), canvas);
        const Image image = canvas.read();
        std::vector<float> out;
        float sum = 0;
        float weight = 0;
        for (int x = 0; x < size; ++x) {
            const float w = difference(pixel(image, x, size / 2), background_);
            if (w > 0.02f) {
                sum += w * (static_cast<float>(x) + 0.5f);
                weight += w;
            } else if (weight > 0) {
                out.push_back(-1 + 2 * sum / weight / static_cast<float>(size));
                sum = weight = 0;
            }
        }
        return out;
    }
};

TEST_F(IsoLinesGlTest, StandWhereTheLogitDoubles) {
    const auto margin = slope(14);
    const std::vector<float> found = lines(scene(margin));
    const std::vector<float> wanted{-0.5f, -3 / 14.0f, -1 / 14.0f, 1 / 14.0f, 3 / 14.0f, 0.5f};
    ASSERT_EQ(found.size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        EXPECT_NEAR(found[i], wanted[i], 0.003f);  // three quarters of a pixel
    }
}

TEST_F(IsoLinesGlTest, AreExactAtBothEndsOfABlend) {
    const auto near = slope(14);
    const auto far = slope(6);
    FlowScene both = scene(near, far);
    both.blend = 1;
    const std::vector<float> found = lines(both);
    ASSERT_EQ(found.size(), 4u);
    EXPECT_NEAR(found[0], -0.5f, 0.003f);
    EXPECT_NEAR(found[3], 0.5f, 0.003f);
    EXPECT_NEAR(found[2], 1 / 6.0f, 0.003f);
    both.blend = 0;
    EXPECT_EQ(lines(both).size(), 6u);
}

TEST_F(IsoLinesGlTest, FadeWhereTheyAreDense) {
    const auto margin = slope(1e5f);
    const std::vector<float> found = lines(scene(margin));
    for (const float x : found) {
        EXPECT_GT(std::abs(x), 0.01f) << "a thicket beside the boundary";
    }
    EXPECT_GE(found.size(), 4u);
}

}  // namespace
}  // namespace la
