#pragma once
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include "render/gl/handle.h"
#include "render/image.h"

namespace la {

// An offscreen picture: an RGBA8 colour texture (sRGB values, linear filter) and its framebuffer.
// Row 0 of the texture is the bottom row, so ImGui::Image wants uv0 = (0, 1), uv1 = (1, 0).
// Sizes in pixels. Thread: the one with the context.
class Canvas {
  public:
    // Storage is kept when the size is the same; otherwise the content is undefined afterwards.
    // At least 1 x 1.
    void resize(glm::ivec2 pixels);
    glm::ivec2 size() const { return size_; }
    // Binds the framebuffer and sets the viewport. resize() must have been called.
    void bind();
    // Back to the default framebuffer; its viewport is the caller's business.
    void unbind();
    // Binds, and fills with a colour.
    void clear(glm::vec4 colour);
    unsigned texture() const { return texture_.id(); }
    unsigned framebuffer() const { return framebuffer_.id(); }
    // Takes over a picture of the same size.
    void write(const Image& image);
    // Waits for the drawing and copies it.
    Image read() const;

  private:
    glm::ivec2 size_{0};
    gl::Texture texture_;
    gl::Framebuffer framebuffer_;
};

}  // namespace la
