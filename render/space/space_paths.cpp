#include "render/space/space_paths.h"

#include <algorithm>
#include <cmath>

#include "render/flow/pass.h"
#include "render/flow/thinning.h"
#include "render/flow/trail_pass.h"
#include "render/gl/api.h"

namespace la {

namespace {

constexpr float kLineWidth = 1.2f;  // logical pixels
constexpr int kMaxPaths = 180;      // more lines could not be told apart

}  // namespace

SpacePaths::SpacePaths()
    : program_("space_path.vert", "trail.frag"), vertices_(gl::VertexArray::make()) {}

void SpacePaths::draw(const FlowScene& scene, const FlowData& data, const SpaceView& view,
                      const Palette& palette, glm::vec2 depths, float strength) {
    const int first = std::clamp(static_cast<int>(std::floor(depths.x)), 0, scene.layers);
    const int end = std::clamp(static_cast<int>(std::ceil(depths.y)), 0, scene.layers);
    if (!scene.show_trails || first >= end) {
        return;
    }
    const int trails = std::min(trail_count(scene), kMaxPaths);
    begin_space_pass(program_, view);
    program_.set("u_cube", view.cube ? 1 : 0);
    program_.set("u_third", view.frame.third);
    program_.set("u_trails", trails);
    program_.set("u_step", golden_step(scene.points));
    program_.set("u_layers", scene.layers);
    program_.set("u_first", first);
    program_.set("u_range", depths);
    program_.set("u_half_width", 0.5f * kLineWidth * scene.pixel_scale);
    program_.set("u_alpha",
                 strength * std::clamp(18.0f / std::sqrt(static_cast<float>(trails)), 0.1f, 0.8f));
    program_.set("u_classes[0]", label_colours(scene, palette), kClassColours);
    data.bind(program_, view.cube);
    glBindVertexArray(vertices_.id());
    glDrawArrays(GL_TRIANGLES, 0, 6 * trails * (end - first));
    FlowData::unbind();
    end_pass();
}

}  // namespace la
