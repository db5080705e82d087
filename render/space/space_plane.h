#pragma once
#include "render/gl/canvas.h"
#include "render/space/space_view.h"

namespace la {

// A picture on the plane of the states, somewhere in the box; what lies behind shines through.
// Thread: the one with the context.
class SpacePlane {
  public:
    SpacePlane();
    // `along`: where in the box, in its coordinates.
    void draw(const Canvas& picture, const SpaceView& view, float along);

  private:
    gl::Program program_;
    gl::VertexArray vertices_;
};

}  // namespace la
