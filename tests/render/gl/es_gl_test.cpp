#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <optional>
#include <stdexcept>
#include <vector>

#include "render/flow/flow_renderer.h"
#include "render/gl/api.h"
#include "render/gl/headless.h"
#include "render/space/space_renderer.h"
#include "tests/support/gl_test.h"

namespace la {
namespace {

// Draws with desktop OpenGL and with OpenGL ES 3.0, one context after the other. Skips as GlTest
// does.
class EsGlTest : public ::testing::Test {
  protected:
    void SetUp() override {
        for (int i = 0; i < kPoints * (kLayers + 1); ++i) {
            const float a = 0.21f * static_cast<float>(i);
            states_.emplace_back(std::cos(a) * 0.012f * static_cast<float>(i), std::sin(a));
            third_.push_back(std::sin(2 * a));
        }
        for (int i = 0; i < kPoints; ++i) {
            labels_.push_back(static_cast<std::uint8_t>(i % 2));
        }
        for (int i = 0; i < kGrid * kGrid; ++i) {
            margins_.push_back(0.3f * std::sin(0.4f * static_cast<float>(i)) + 1);
            winners_.push_back(static_cast<std::uint8_t>(i / 3 % 3));
        }
    }

    FlowScene scene() const {
        FlowScene scene;
        scene.layers = kLayers;
        scene.points = kPoints;
        scene.states = states_;
        scene.labels = labels_;
        scene.depth = 1.3f;
        scene.version = 1;
        scene.field = {kGrid, kGrid, {-1, -1}, {1, 1}, margins_, {}, 1};
        scene.show_isolines = scene.show_arrows = true;
        scene.head = {1, 1, 0.2f};
        return scene;
    }

    std::optional<Image> picture(GlKind kind, const std::function<void(Canvas&)>& draw) const {
        try {
            const HeadlessContext context(kind);
            EXPECT_EQ(gl::is_desktop(), kind == GlKind::Desktop);
            Canvas canvas;
            canvas.resize({160, 120});
            draw(canvas);
            EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
            return canvas.read();
        } catch (const std::runtime_error& error) {
            const char* required = std::getenv("LA_REQUIRE_GL");
            EXPECT_FALSE(required != nullptr && *required == '1') << error.what();
            return std::nullopt;
        }
    }

    void expect_same(const std::function<void(Canvas&)>& draw) const {
        const std::optional<Image> desktop = picture(GlKind::Desktop, draw);
        const std::optional<Image> es = picture(GlKind::Es, draw);
        if (!desktop || !es) {
            GTEST_SKIP() << "no context";
        }
        EXPECT_GT(count_other(*desktop, glm::vec3(dark_palette().background)), 500);
        int largest = 0;
        int different = 0;
        for (std::size_t i = 0; i < desktop->rgba.size(); ++i) {
            const int by = std::abs(int{desktop->rgba[i]} - int{es->rgba[i]});
            largest = std::max(largest, by);
            different += by > 0;
        }
        // The compilers of the two kinds of shaders round differently.
        EXPECT_LE(largest, 3) << different << " values differ";
    }

    static constexpr int kPoints = 30, kLayers = 3, kGrid = 9;
    std::vector<glm::vec2> states_;
    std::vector<float> third_;
    std::vector<std::uint8_t> labels_;
    std::vector<float> margins_;
    std::vector<std::uint8_t> winners_;
};

TEST_F(EsGlTest, DrawsTheSameFlow) {
    expect_same([&](Canvas& canvas) {
        FlowRenderer().draw(scene(), {{0, 0}, 1.2f, 4.0f / 3}, dark_palette(), canvas);
    });
}

TEST_F(EsGlTest, DrawsTheSameFlowOfManyClasses) {
    FlowScene many = scene();
    for (std::size_t i = 0; i < labels_.size(); ++i) {
        labels_[i] = static_cast<std::uint8_t>(i % 10);
    }
    many.field.near_class = winners_;
    expect_same([&](Canvas& canvas) {
        FlowRenderer().draw(many, {{0, 0}, 1.2f, 4.0f / 3}, dark_palette(), canvas);
    });
}

TEST_F(EsGlTest, DrawsTheSameSpace) {
    expect_same([&](Canvas& canvas) {
        SpaceRenderer().draw(scene(), {{{0, 0}, 1.2f, 1}, 0}, OrbitCamera(), dark_palette(),
                             canvas);
    });
}

TEST_F(EsGlTest, DrawsTheSameCube) {
    FlowScene cube = scene();
    cube.third = third_;
    cube.head_plane = {1, 1, 1, 0.2f};
    expect_same([&](Canvas& canvas) {
        SpaceRenderer().draw(cube, {{{0, 0}, 1.2f, 1}, 0}, OrbitCamera(), dark_palette(), canvas);
    });
}

}  // namespace
}  // namespace la
