#pragma once
#include "render/gl/canvas.h"
#include "render/space/space_view.h"

namespace la {

// A translucent picture on the plane of the states. Thread: the one with the context.
class SpacePlane {
  public:
    SpacePlane();
    // `along`: the plane's place, in the box's coordinates.
    void draw(const Canvas& picture, const SpaceView& view, float along);

  private:
    gl::Program program_;
    gl::VertexArray vertices_;
};

}  // namespace la
