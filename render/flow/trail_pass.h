#pragma once
#include "render/flow/flow_data.h"
#include "render/flow/flow_scene.h"
#include "render/flow/viewport.h"
#include "render/gl/program.h"
#include "render/palette.h"

namespace la {

// Every particle's path from x_0 to its place at depth s, as thin anti-aliased lines in the class
// colour that become stronger along the path. The vertex shader reads both ends of a segment from
// the states, so a new depth costs neither upload nor processor time. Segments with an end that is
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

// Number of trails within the scene's budget.
int trail_count(const FlowScene& scene);

}  // namespace la
