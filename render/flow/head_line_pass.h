#pragma once
#include "render/flow/flow_scene.h"
#include "render/flow/viewport.h"
#include "render/gl/program.h"
#include "render/palette.h"

namespace la {

// The head's line a x + b y + c = 0, or the lines between more classes, dashed, of constant width
// on the screen. The dashes start at the line's point nearest to the origin, so they stand still
// while the camera moves. Thread: the one with the context.
class HeadLinePass {
  public:
    HeadLinePass();
    void draw(const FlowScene& scene, const Viewport& viewport, const Palette& palette,
              glm::vec2 pixels);

  private:
    void draw_line(const HeadLine& head, const Viewport& viewport, glm::vec2 pixels, float scale);

    gl::Program program_;
    gl::VertexArray vertices_;
};

}  // namespace la
