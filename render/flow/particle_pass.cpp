#include "render/flow/particle_pass.h"

#include <algorithm>
#include <cmath>

#include "render/flow/pass.h"
#include "render/flow/thinning.h"
#include "render/gl/api.h"
#include "render/gl/desktop.h"

namespace la {

namespace {

constexpr float kRim = 0.9f;      // logical pixels
constexpr float kRimless = 0.4f;  // fraction of the size; smaller markers would be all rim
constexpr float kRing = 1.5f;     // thickness of a hollow marker

static_assert(kClassColours == 10, "shaders/particle.frag has one marker for each class");

}  // namespace

MarkerProgram::MarkerProgram(std::string_view vertex_file)
    : two_(vertex_file, "particle.frag", "FEW_SHAPES"), all_(vertex_file, "particle.frag") {}

const gl::Program& MarkerProgram::of(const FlowScene& scene, const FlowData& data) const {
    return scene.shades || data.classes() <= 2 ? two_ : all_;
}

int particle_count(const FlowScene& scene) {
    return scene.particle_budget > 0 ? std::min(scene.points, scene.particle_budget) : scene.points;
}

void draw_particles(const gl::Program& program, const FlowScene& scene, const FlowData& data,
                    float depth) {
    const int layer = static_cast<int>(std::floor(depth));
    program.set("u_layer", layer);
    program.set("u_next", std::min(layer + 1, scene.layers));
    program.set("u_fraction", depth - std::floor(depth));
    const bool all = particle_count(scene) == scene.points;
    program.set("u_step", all ? 1 : golden_step(scene.points));
    program.set("u_one_shape", scene.shades ? 1 : 0);
    data.bind(program, !scene.third.empty());
    gl::draw_points(particle_count(scene));
    FlowData::unbind();
}

ParticlePass::ParticlePass() : program_("particle.vert"), vertices_(gl::VertexArray::make()) {}

void ParticlePass::draw(const FlowScene& scene, const FlowData& data, const Viewport& viewport,
                        const Palette& palette, glm::vec2 pixels) {
    if (!scene.show_particles) {
        return;
    }
    const float depth = std::clamp(scene.depth, 0.0f, static_cast<float>(scene.layers));
    const float shrink =
        std::clamp(std::sqrt(kMany / static_cast<float>(scene.points)), kMin, 1.0f);
    const float scale = scene.pixel_scale * shrink;
    const gl::Program& program = program_.of(scene, data);
    begin_pass(program, Blend::Over, viewport, pixels);
    program.set("u_radius", 0.5f * kSize * scale);
    program.set("u_rim", shrink < kRimless ? 0.0f : kRim * scale);
    program.set("u_outline", palette.outline);
    program.set("u_hollow", scene.look == Look::Hollow ? kRing * scale : 0.0f);
    program.set("u_classes[0]", label_colours(scene, palette), kClassColours);
    glBindVertexArray(vertices_.id());
    draw_particles(program, scene, data, depth);
    end_pass();
}

}  // namespace la
