#pragma once
#include "render/flow/flow_data.h"
#include "render/flow/flow_scene.h"
#include "render/flow/viewport.h"
#include "render/gl/program.h"
#include "render/palette.h"

namespace la {

// Every particle's way from x_0 to its place at depth s, as thin anti-aliased lines in the class
// colour, fading in along the way. The vertex shader fetches both ends of a segment from the one
// states buffer, so a new depth costs neither upload nor CPU time. Segments with an end that is
// not finite are left out. Thread: the one with the context.
class TrailPass {
  public:
    TrailPass();
    void draw(const FlowScene& scene, const FlowData& data, const Viewport& viewport,
              const Palette& palette, glm::vec2 pixels);

  private:
    gl::Program program_;
    gl::VertexArray vertices_;
};

// How many particles' trails fit the scene's budget.
int trail_count(const FlowScene& scene);

}  // namespace la
