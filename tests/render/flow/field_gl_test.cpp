#include "render/flow/field_pass.h"

#include <algorithm>
#include <glm/geometric.hpp>
#include <limits>

#include "tests/support/flow_scene_test.h"

namespace la {
namespace {

constexpr int kGrid = 33;

class FieldGlTest : public FlowSceneTest {
  protected:
    // Margins steep * (x - at): class 1 on the right.
    static std::vector<float> wall(float at, float steep) {
        std::vector<float> margin;
        for (int j = 0; j < kGrid; ++j) {
            for (int i = 0; i < kGrid; ++i) {
                margin.push_back(steep * (-1 + 2.0f * static_cast<float>(i) / (kGrid - 1) - at));
            }
        }
        return margin;
    }

    FlowScene scene(std::span<const float> near, std::span<const float> far = {}) const {
        FlowScene out = dark_scene();
        out.field = {kGrid, kGrid, {-1, -1}, {1, 1}, near, far, 1};
        out.show_field = true;
        return out;
    }

    Image draw(const FlowScene& scene) const { return draw(scene, view_); }
    Image draw(const FlowScene& scene, const Viewport& view) const {
        return FlowSceneTest::draw(scene, view);
    }

    // The centre of the white pixels of a row, in world x; NaN if there are none.
    float boundary(const Image& image, float y) const {
        const int row = static_cast<int>(view_.to_pixel({0, y}, {128, 128}).y);
        float sum = 0;
        float weight = 0;
        for (int x = 0; x < image.width; ++x) {
            const float w = std::max(0.0f, pixel(image, x, row).r - 0.4f);
            sum += w * (static_cast<float>(x) + 0.5f);
            weight += w;
        }
        return weight > 0 ? view_.from_pixel({sum / weight, 0}, {128, 128}).x
                          : std::numeric_limits<float>::quiet_NaN();
    }

    const Viewport view_{{0, 0}, 1.25f, 1};
};

TEST_F(FieldGlTest, TintsBothSidesByClass) {
    const auto margin = wall(0.2f, 60);
    const Image image = draw(scene(margin));
    EXPECT_LT(difference(pixel_at(image, view_, {-0.6f, 0}), dark_palette().fields[0]), 0.01f);
    EXPECT_LT(difference(pixel_at(image, view_, {0.8f, 0}), dark_palette().fields[1]), 0.01f);
    // Beyond the rectangle its edge continues.
    EXPECT_LT(difference(pixel_at(image, view_, {-1.2f, 1.2f}), dark_palette().fields[0]), 0.01f);
}

TEST_F(FieldGlTest, DarkensTowardsOneHalf) {
    const auto margin = wall(0, 10);
    const Image image = draw(scene(margin));
    EXPECT_LT(difference(pixel_at(image, view_, {0.0f, 0}), dark_palette().field_undecided), 0.04f);
}

TEST_F(FieldGlTest, RowZeroIsAtTheBottom) {
    std::vector<float> margin;
    for (int j = 0; j < kGrid; ++j) {
        margin.insert(margin.end(), kGrid, j < kGrid / 2 ? -50.0f : 50.0f);
    }
    const Image image = draw(scene(margin));
    EXPECT_LT(difference(pixel_at(image, view_, {0, -0.7f}), dark_palette().fields[0]), 0.01f);
    EXPECT_LT(difference(pixel_at(image, view_, {0, 0.7f}), dark_palette().fields[1]), 0.01f);
}

TEST_F(FieldGlTest, DrawsTheBoundaryWhereTheMarginChangesSign) {
    // Gentle, steep, and saturated within one sample.
    for (const float steep : {2.0f, 50.0f, 1e5f}) {
        const auto margin = wall(0.3f, steep);
        FlowScene s = scene(margin);
        s.show_boundary = true;
        const Image image = draw(s);
        for (const float y : {-1.2f, -0.8f, 0.0f, 0.6f, 1.1f}) {  // beyond 1 the edge continues
            EXPECT_NEAR(boundary(image, y), 0.3f, 0.03f) << steep;
        }
    }
}

TEST_F(FieldGlTest, BoundaryIsTwoPixelsWideWhateverTheSlope) {
    for (const float steep : {2.0f, 1e5f}) {
        const auto margin = wall(0.3f, steep);
        FlowScene s = scene(margin);
        s.show_boundary = true;
        s.show_field = false;
        const Image image = draw(s);
        float ink = 0;
        for (int x = 0; x < 128; ++x) {
            ink += (pixel(image, x, 64).r - background_.r) / (1 - background_.r);
        }
        EXPECT_NEAR(ink, 2, 0.35f) << steep;
    }
}

TEST_F(FieldGlTest, BlendsBothLayers) {
    const auto near = wall(-0.4f, 40);
    const auto far = wall(0.4f, 40);
    FlowScene s = scene(near, far);
    s.show_boundary = true;
    s.blend = 0;
    EXPECT_NEAR(boundary(draw(s), 0), -0.4f, 0.03f);
    s.blend = 1;
    EXPECT_NEAR(boundary(draw(s), 0), 0.4f, 0.03f);
    // In between it glides; there is one boundary, even where probabilities only mix.
    s.blend = 0.5f;
    EXPECT_NEAR(boundary(draw(s), 0), 0, 0.05f);
    s.blend = 0.25f;
    EXPECT_NEAR(boundary(draw(s), 0), -0.2f, 0.05f);
    s.show_boundary = false;
    const glm::vec3 middle = pixel_at(draw(s), view_, {0, 0});
    const glm::vec3 expected = glm::vec3(dark_palette().field_undecided) * 0.5f +
                               glm::vec3(dark_palette().fields[1]) * 0.5f;
    EXPECT_LT(difference(middle, expected), 0.02f);  // p = 0.75: half decided
}

TEST_F(FieldGlTest, BrokenSamplesSpoilOnlyTheirSurroundings) {
    const float bad[] = {std::numeric_limits<float>::quiet_NaN(),
                         std::numeric_limits<float>::infinity()};
    for (const float value : bad) {
        auto margin = wall(0.3f, 50);
        margin[kGrid * (kGrid - 2) + 3] = value;
        FlowScene s = scene(margin);
        s.show_boundary = true;
        const Image image = draw(s);
        EXPECT_NEAR(boundary(image, -0.5f), 0.3f, 0.03f);
        EXPECT_LT(difference(pixel_at(image, view_, {-0.6f, -0.5f}), dark_palette().fields[0]),
                  0.01f);
    }
}

TEST_F(FieldGlTest, ConstantAndBrokenFieldsHaveNoBoundary) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float inf = std::numeric_limits<float>::infinity();
    for (const float value : {0.0f, 7.0f, nan, inf, -inf}) {
        const std::vector<float> margin(kGrid * kGrid, value);
        FlowScene s = scene(margin);
        s.show_boundary = true;
        EXPECT_TRUE(std::isnan(boundary(draw(s), 0))) << value;
    }
    FlowScene s = scene({});
    EXPECT_EQ(count_other(draw(s), background_), 0);
}

// The same field of two classes in both forms: signed margins, and best class with its lead.
TEST_F(FieldGlTest, TwoClassesLookTheSameAsWinnersAndLeads) {
    const auto wave = [](float phase) {
        std::vector<float> margin;
        for (int i = 0; i < kGrid * kGrid; ++i) {
            const auto x = static_cast<float>(i % kGrid), y = static_cast<float>(i / kGrid);
            margin.push_back(3 * std::sin(0.3f * x + phase) + 2 * std::cos(0.4f * y + 0.1f * x));
        }
        return margin;
    };
    const auto near = wave(0), far = wave(0.9f);
    const auto split = [](const std::vector<float>& margin) {
        std::pair<std::vector<float>, std::vector<std::uint8_t>> out;
        for (const float m : margin) {
            out.first.push_back(std::abs(m));
            out.second.push_back(m > 0 ? 1 : 0);
        }
        return out;
    };
    const auto [near_lead, near_class] = split(near);
    const auto [far_lead, far_class] = split(far);
    for (const auto& [blend, isolines] :
         {std::pair{0.0f, false}, {0.3f, false}, {1.0f, false}, {0.0f, true}, {1.0f, true}}) {
        FlowScene signed_scene = scene(near, far);
        signed_scene.blend = blend;
        signed_scene.show_boundary = true;
        signed_scene.show_isolines = isolines;
        FlowScene classes_scene = signed_scene;
        classes_scene.field.near_margin = near_lead;
        classes_scene.field.far_margin = far_lead;
        classes_scene.field.near_class = near_class;
        classes_scene.field.far_class = far_class;
        // Only inside the field: the lines of two classes end at its edges.
        const Viewport inside{{0, 0}, 0.97f, 1};
        const Image a = draw(signed_scene, inside), b = draw(classes_scene, inside);
        float mean = 0;
        int apart = 0;
        for (int y = 0; y < 128; ++y) {
            for (int x = 0; x < 128; ++x) {
                const float d = difference(pixel(a, x, y), pixel(b, x, y));
                mean += d / (128 * 128);
                apart += d > 0.25f;
            }
        }
        // Lines may differ by a fraction of a pixel: on one side they are strokes between traced
        // crossings, on the other every pixel has its own margin and slope.
        EXPECT_LT(mean, isolines ? 0.02f : 0.008f) << blend;
        signed_scene.show_boundary = classes_scene.show_boundary = false;
        signed_scene.show_isolines = classes_scene.show_isolines = false;
        const Image tint = draw(signed_scene, inside), same_tint = draw(classes_scene, inside);
        for (int y = 0; y < 128; ++y) {
            for (int x = 0; x < 128; ++x) {
                EXPECT_LT(difference(pixel(tint, x, y), pixel(same_tint, x, y)), 0.02f) << blend;
            }
        }
        EXPECT_LT(apart, isolines ? 330 : 100) << blend;
    }
}

TEST_F(FieldGlTest, ThreeClassesMeetWhereTheyAreEqual) {
    // Logits 4 n_c . x for three directions, which give three sectors.
    const glm::vec2 directions[] = {{0, 1}, {-0.866f, -0.5f}, {0.866f, -0.5f}};
    std::vector<float> lead;
    std::vector<std::uint8_t> best;
    for (int i = 0; i < kGrid * kGrid; ++i) {
        const glm::vec2 at = -1.0f + 2.0f * glm::vec2(i % kGrid, i / kGrid) / (kGrid - 1.0f);
        std::vector<float> z;
        for (const glm::vec2 d : directions) {
            z.push_back(40 * glm::dot(d, at));
        }
        best.push_back(static_cast<std::uint8_t>(std::max_element(z.begin(), z.end()) - z.begin()));
        std::sort(z.begin(), z.end());
        lead.push_back(z[2] - z[1]);
    }
    FlowScene s = scene(lead);
    s.field.near_class = best;
    s.show_boundary = true;
    const Image image = draw(s);
    for (int c = 0; c < 3; ++c) {
        EXPECT_LT(
            difference(pixel_at(image, view_, 0.6f * directions[c]), dark_palette().fields[c]),
            0.02f);
        // Opposite to a class the other two are equal.
        EXPECT_GT(pixel_at(image, view_, -0.6f * directions[c]).r, 0.5f) << c;
    }
    EXPECT_NEAR(boundary(image, -0.7f), 0, 0.02f);
}

}  // namespace
}  // namespace la
