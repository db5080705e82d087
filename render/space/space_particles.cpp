#include "render/space/space_particles.h"

#include <algorithm>
#include <cmath>

#include "render/flow/pass.h"
#include "render/gl/api.h"
#include "render/space/orbit_camera.h"

namespace la {

namespace {

constexpr float kSize = 0.85f;  // fraction of the flow view's markers
constexpr float kRim = 0.8f;    // logical pixels

}  // namespace

SpaceParticles::SpaceParticles()
    : program_("space_particle.vert"), vertices_(gl::VertexArray::make()) {}

void SpaceParticles::draw(const FlowScene& scene, const FlowData& data, const SpaceView& view,
                          const Palette& palette) {
    if (!scene.show_particles) {
        return;
    }
    const float depth = std::clamp(scene.depth, 0.0f, static_cast<float>(scene.layers));
    const float shrink =
        std::clamp(std::sqrt(ParticlePass::kMany / static_cast<float>(scene.points)),
                   ParticlePass::kMin, 1.0f);
    const float scale = scene.pixel_scale * shrink;
    const gl::Program& program = program_.of(scene, data);
    begin_space_pass(program, view);
    program.set("u_cube", view.cube ? 1 : 0);
    program.set("u_third", view.frame.third);
    program.set("u_distance", view.cube ? OrbitCamera::kDistance : 0.0f);
    program.set("u_along",
                scene.layers > 0 ? 2 * depth / static_cast<float>(scene.layers) - 1 : 0.0f);
    program.set("u_radius", 0.5f * kSize * ParticlePass::kSize * scale);
    program.set("u_rim", kRim * scale);
    program.set("u_outline", palette.outline);
    program.set("u_classes[0]", label_colours(scene, palette), kClassColours);
    glBindVertexArray(vertices_.id());
    draw_particles(program, scene, data, depth);
    end_pass();
}

}  // namespace la
