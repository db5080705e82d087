#pragma once
#include <string_view>

#include "render/flow/flow_data.h"
#include "render/flow/flow_scene.h"
#include "render/flow/viewport.h"
#include "render/gl/program.h"
#include "render/palette.h"

namespace la {

// A vertex shader with shaders/particle.frag, for as many markers as there are.
class MarkerProgram {
  public:
    explicit MarkerProgram(std::string_view vertex_file);
    const gl::Program& of(const FlowScene& scene, const FlowData& data) const;

  private:
    gl::Program two_, all_;
};

// The particles at depth s, one marker each: class by colour and by shape (disc, square, triangle,
// diamond, ...), with a rim that separates them from trails and field. Places that are not finite
// have no marker. Thread: the one with the context.
class ParticlePass {
  public:
    // Logical pixels across, for up to kMany points. With more points markers shrink, at most to
    // the fraction kMin.
    static constexpr float kSize = 7;
    static constexpr float kMany = 1500;
    static constexpr float kMin = 0.3f;

    ParticlePass();
    void draw(const FlowScene& scene, const FlowData& data, const Viewport& viewport,
              const Palette& palette, glm::vec2 pixels);

  private:
    MarkerProgram program_;
    gl::VertexArray vertices_;
};

// Number of particles within the scene's budget: the first ones.
int particle_count(const FlowScene& scene);

// Draws them with a program in use, whose other uniforms are set: binds the data and sets the
// depth.
void draw_particles(const gl::Program& program, const FlowScene& scene, const FlowData& data,
                    float depth);

}  // namespace la
