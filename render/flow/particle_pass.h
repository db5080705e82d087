#pragma once
#include <string_view>

#include "render/flow/flow_data.h"
#include "render/flow/flow_scene.h"
#include "render/flow/viewport.h"
#include "render/gl/program.h"
#include "render/palette.h"

namespace la {

// A vertex shader with shaders/particle.frag, for as many classes as there are.
class MarkerProgram {
  public:
    explicit MarkerProgram(std::string_view vertex_file);
    const gl::Program& of(const FlowData& data) const;

  private:
    gl::Program two_, all_;
};

// The particles at depth s, one marker each: class by colour and by shape (disc, square, triangle,
// diamond, ...), with a rim that sets them off from trails and field. Particles whose place is
// not finite are left out. Thread: the one with the context.
class ParticlePass {
  public:
    // Logical pixels across up to kMany points; with more they shrink, down to kMin of it.
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

// How many particles fit the scene's budget: the first ones.
int particle_count(const FlowScene& scene);

// Draws them with a program that is in use and has all uniforms but those of the data and the
// depth.
void draw_particles(const gl::Program& program, const FlowScene& scene, const FlowData& data,
                    float depth);

}  // namespace la
