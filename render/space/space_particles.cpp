#include "render/space/space_particles.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <cmath>

#include "render/flow/particle_pass.h"
#include "render/flow/pass.h"

namespace la {

namespace {

constexpr float kSize = 0.85f;  // of the flow view's markers
constexpr float kRim = 0.8f;    // logical pixels

}  // namespace

SpaceParticles::SpaceParticles()
    : program_("space_particle.vert", "particle.frag"), vertices_(gl::VertexArray::make()) {}

void SpaceParticles::draw(const FlowScene& scene, const FlowBuffers& buffers, const SpaceView& view,
                          const Palette& palette) {
    if (!scene.show_particles) {
        return;
    }
    const float depth = std::clamp(scene.depth, 0.0f, static_cast<float>(scene.layers));
    const float shrink =
        std::clamp(std::sqrt(ParticlePass::kMany / static_cast<float>(scene.points)),
                   ParticlePass::kLeast, 1.0f);
    const float scale = scene.pixel_scale * shrink;
    begin_space_pass(program_, view);
    program_.set("u_fraction", depth - std::floor(depth));
    program_.set("u_along",
                 scene.layers > 0 ? 2 * depth / static_cast<float>(scene.layers) - 1 : 0.0f);
    program_.set("u_radius", 0.5f * kSize * ParticlePass::kSize * scale);
    program_.set("u_rim", kRim * scale);
    program_.set("u_outline", palette.outline);
    program_.set("u_classes[0]", palette.classes.data(), kClassColours);
    glBindVertexArray(vertices_.id());
    bind_particles(scene, buffers, depth);
    glEnable(GL_PROGRAM_POINT_SIZE);
    glDrawArrays(GL_POINTS, 0, particle_count(scene));
    glDisable(GL_PROGRAM_POINT_SIZE);
    end_pass();
}

}  // namespace la
