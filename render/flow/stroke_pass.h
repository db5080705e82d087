#pragma once
#include "render/flow/strokes.h"
#include "render/flow/viewport.h"
#include "render/gl/program.h"

namespace la {

// Draws a list of strokes into the bound framebuffer with one call. Thread: the one with the
// context.
class StrokePass {
  public:
    StrokePass();
    void draw(const Strokes& strokes, const Viewport& viewport, glm::vec2 pixels);

  private:
    gl::Program program_;
    gl::VertexArray vertices_;
    gl::Buffer buffer_;
    std::size_t capacity_ = 0;  // bytes
};

}  // namespace la
