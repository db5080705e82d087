#include "render/flow/trail_pass.h"

#include <algorithm>
#include <cmath>

#include "render/flow/pass.h"
#include "render/flow/thinning.h"
#include "render/gl/api.h"

namespace la {

namespace {

constexpr float kLineWidth = 1.1f;  // logical pixels
constexpr float kHollow = 0.45f;    // factor of alpha for a hollow look

}  // namespace

int trail_count(const FlowScene& scene) {
    if (scene.trail_budget <= 0) {
        return scene.points;
    }
    return std::clamp(scene.trail_budget / std::max(scene.layers, 1), 1, std::max(scene.points, 1));
}

TrailPass::TrailPass() : program_("trail.vert", "trail.frag"), vertices_(gl::VertexArray::make()) {}

void TrailPass::draw(const FlowScene& scene, const FlowData& data, const Viewport& viewport,
                     const Palette& palette, glm::vec2 pixels) {
    const float depth = std::clamp(scene.depth, 0.0f, static_cast<float>(scene.layers));
    const int begun = static_cast<int>(std::ceil(depth));
    if (!scene.show_trails || begun == 0) {
        return;
    }
    const int trails = trail_count(scene);
    const int segments = trails * begun;

    begin_pass(program_, Blend::Over, viewport, pixels);
    program_.set("u_trails", trails);
    program_.set("u_step", golden_step(scene.points));
    program_.set("u_depth", depth);
    program_.set("u_half_width", 0.5f * kLineWidth * scene.pixel_scale);
    // Many overlapping trails would cover the picture.
    program_.set("u_alpha",
                 std::clamp(16.0f / std::sqrt(static_cast<float>(trails)), 0.08f, 0.75f) *
                     (scene.look == Look::Hollow ? kHollow : 1.0f));
    program_.set("u_classes[0]", label_colours(scene, palette), kClassColours);
    data.bind(program_);
    glBindVertexArray(vertices_.id());
    glDrawArrays(GL_TRIANGLES, 0, 3 * segments);
    FlowData::unbind();
    end_pass();
}

}  // namespace la
