#include "render/flow/particle_pass.h"

#include <algorithm>
#include <cmath>

#include "render/flow/pass.h"
#include "render/gl/api.h"

namespace la {

namespace {

constexpr float kRim = 0.9f;      // logical pixels
constexpr float kRimless = 0.4f;  // of the size; smaller markers would be all rim
constexpr float kRing = 1.5f;     // what is left of a hollow marker

void bind_states(GLuint attribute, int layer, int points) {
    const std::size_t offset =
        static_cast<std::size_t>(layer) * static_cast<std::size_t>(points) * sizeof(glm::vec2);
    glEnableVertexAttribArray(attribute);
    glVertexAttribPointer(attribute, 2, GL_FLOAT, GL_FALSE, sizeof(glm::vec2),
                          reinterpret_cast<const void*>(offset));
}

}  // namespace

MarkerProgram::MarkerProgram(std::string_view vertex_file)
    : two_(vertex_file, "particle.frag", "FEW_SHAPES"), all_(vertex_file, "particle.frag") {}

const gl::Program& MarkerProgram::of(const FlowData& buffers) const {
    return buffers.classes() <= 2 ? two_ : all_;
}

int particle_count(const FlowScene& scene) {
    return scene.particle_budget > 0 ? std::min(scene.points, scene.particle_budget) : scene.points;
}

void bind_particles(const FlowScene& scene, const FlowData& buffers, float depth) {
    const int layer = static_cast<int>(std::floor(depth));
    glBindBuffer(GL_ARRAY_BUFFER, buffers.states());
    bind_states(0, layer, scene.points);
    bind_states(1, std::min(layer + 1, scene.layers), scene.points);
    glBindBuffer(GL_ARRAY_BUFFER, buffers.labels());
    glEnableVertexAttribArray(2);
    glVertexAttribIPointer(2, 1, GL_UNSIGNED_BYTE, 1, nullptr);
    glBindBuffer(GL_ARRAY_BUFFER, 0);
}

ParticlePass::ParticlePass() : program_("particle.vert"), vertices_(gl::VertexArray::make()) {}

void ParticlePass::draw(const FlowScene& scene, const FlowData& buffers, const Viewport& viewport,
                        const Palette& palette, glm::vec2 pixels) {
    if (!scene.show_particles) {
        return;
    }
    const float depth = std::clamp(scene.depth, 0.0f, static_cast<float>(scene.layers));
    const float shrink =
        std::clamp(std::sqrt(kMany / static_cast<float>(scene.points)), kMin, 1.0f);
    const float scale = scene.pixel_scale * shrink;
    const gl::Program& program = program_.of(buffers);
    begin_pass(program, Blend::Over, viewport, pixels);
    program.set("u_fraction", depth - std::floor(depth));
    program.set("u_radius", 0.5f * kSize * scale);
    program.set("u_rim", shrink < kRimless ? 0.0f : kRim * scale);
    program.set("u_outline", palette.outline);
    program.set("u_hollow", scene.look == Look::Hollow ? kRing * scale : 0.0f);
    program.set("u_classes[0]", palette.classes.data(), kClassColours);
    glBindVertexArray(vertices_.id());
    bind_particles(scene, buffers, depth);
    glEnable(GL_PROGRAM_POINT_SIZE);
    glDrawArrays(GL_POINTS, 0, particle_count(scene));
    glDisable(GL_PROGRAM_POINT_SIZE);
    end_pass();
}

}  // namespace la
