#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <memory>

#include "render/flow/viewport.h"
#include "render/gl/api.h"
#include "render/gl/canvas.h"
#include "render/palette.h"
#include "tests/support/gl_required.h"

namespace la {

// A headless context for each test, which fails if it leaves a GL error behind.
class GlTest : public ::testing::Test {
  protected:
    void SetUp() override { open_context_or_skip(context_); }
    void TearDown() override {
        if (context_) {
            EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
        }
    }

  private:
    std::unique_ptr<HeadlessContext> context_;
};

// A pixel's colour in [0, 1]; row 0 is the top one.
inline glm::vec3 pixel(const Image& image, int x, int y) {
    const std::size_t at = 4u * (static_cast<std::size_t>(y) * image.width + x);
    return glm::vec3(image.rgba[at], image.rgba[at + 1], image.rgba[at + 2]) / 255.0f;
}

inline glm::vec3 pixel_at(const Image& image, const Viewport& view, glm::vec2 world) {
    const glm::vec2 p = view.to_pixel(world, {image.width, image.height});
    return pixel(image, static_cast<int>(p.x), static_cast<int>(p.y));
}

inline float difference(glm::vec3 a, glm::vec3 b) {
    return std::max({std::abs(a.x - b.x), std::abs(a.y - b.y), std::abs(a.z - b.z)});
}

// How many pixels differ visibly from a colour.
inline int count_other(const Image& image, glm::vec3 colour) {
    int count = 0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            count += difference(pixel(image, x, y), colour) > 0.02f;
        }
    }
    return count;
}

}  // namespace la
