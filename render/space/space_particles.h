#pragma once
#include "render/flow/flow_data.h"
#include "render/flow/flow_scene.h"
#include "render/flow/particle_pass.h"
#include "render/palette.h"
#include "render/space/space_view.h"

namespace la {

// The particles at depth s on their plane, marked as in the flow view. In the cube, nearer ones are
// larger. Thread: the one with the context.
class SpaceParticles {
  public:
    SpaceParticles();
    void draw(const FlowScene& scene, const FlowData& data, const SpaceView& view,
              const Palette& palette);

  private:
    MarkerProgram program_;
    gl::VertexArray vertices_;
};

}  // namespace la
