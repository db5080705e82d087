#include "render/flow/head_line_pass.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "render/flow/pass.h"
#include "render/gl/api.h"

namespace la {

namespace {

constexpr float kLineWidth = 1.6f;  // logical pixels
constexpr float kDash = 6;
constexpr float kPeriod = 10;

}  // namespace

HeadLinePass::HeadLinePass()
    : program_("head_line.vert", "head_line.frag"), vertices_(gl::VertexArray::make()) {}

void HeadLinePass::draw(const FlowScene& scene, const Viewport& viewport, const Palette& palette,
                        glm::vec2 pixels) {
    if (!scene.show_head) {
        return;
    }
    begin_pass(program_, Blend::Over, viewport, pixels);
    program_.set("u_colour", palette.head_line);
    glBindVertexArray(vertices_.id());
    draw_line({scene.head}, viewport, pixels, scene.pixel_scale);
    for (const HeadLine& head : scene.heads) {
        draw_line(head, viewport, pixels, scene.pixel_scale);
    }
    end_pass();
}

void HeadLinePass::draw_line(const HeadLine& head, const Viewport& viewport, glm::vec2 pixels,
                             float scale) {
    const glm::vec2 normal(head.line.x, head.line.y);
    const float length = glm::length(normal);
    if (!(length > 0) || !std::isfinite(length) || !std::isfinite(head.line.z)) {
        return;
    }
    // In pixels from the middle of the picture: the line's point nearest to the middle, the line's
    // direction, and the distance along it to the point nearest to the origin.
    const glm::vec2 n = normal / length;
    const float offset = head.line.z / length;
    const float to_pixels = 0.5f * pixels.y / viewport.half_height;
    const float distance = glm::dot(n, viewport.centre) + offset;
    const glm::vec2 foot = -distance * n * to_pixels;
    const glm::vec2 along(-n.y, n.x);
    const float reach = 0.5f * glm::length(pixels) + 2;
    if (std::abs(distance) * to_pixels > reach) {
        return;
    }
    // The piece to draw, from the foot.
    const float middle = glm::dot(along, viewport.centre);
    const float from = std::max(-reach, (head.from - middle) * to_pixels);
    const float to = std::min(reach, (head.to - middle) * to_pixels);
    if (!(from < to)) {
        return;
    }
    // Reduced in double: far from the origin a float does not resolve a pixel.
    const double phase = std::fmod(
        static_cast<double>(glm::dot(along, viewport.centre)) * static_cast<double>(to_pixels),
        static_cast<double>(kPeriod * scale));
    program_.set("u_foot", foot);
    program_.set("u_along", along);
    program_.set("u_reach", glm::vec2(from, to));
    program_.set("u_half_width", 0.5f * kLineWidth * scale);
    program_.set("u_dash", glm::vec3(kDash * scale, kPeriod * scale, static_cast<float>(phase)));
    glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

}  // namespace la
