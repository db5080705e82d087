#pragma once
#include "render/flow/flow_data.h"
#include "render/flow/flow_scene.h"
#include "render/palette.h"
#include "render/space/space_view.h"

namespace la {

// The particles' paths between two depths, as thin anti-aliased lines in the class colour, within
// the scene's trail budget. Draws nothing without show_trails. Thread: the one with the context.
class SpacePaths {
  public:
    SpacePaths();
    // `strength` scales their opacity.
    void draw(const FlowScene& scene, const FlowData& data, const SpaceView& view,
              const Palette& palette, glm::vec2 depths, float strength);

  private:
    gl::Program program_;
    gl::VertexArray vertices_;
};

}  // namespace la
