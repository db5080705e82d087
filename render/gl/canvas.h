#pragma once
#include <algorithm>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include "render/gl/handle.h"
#include "render/image.h"

namespace la {

// Some rows of a picture, counted from the top.
struct PixelRows {
    int first = 0, count = 0;
    bool operator==(const PixelRows&) const = default;
};

// An offscreen picture: an RGBA8 colour texture (sRGB values, linear filter) and its framebuffer.
// Row 0 of the texture is the bottom row, so ImGui::Image wants uv0 = (0, 1), uv1 = (1, 0).
// Sizes in pixels. Thread: the one with the context.
class Canvas {
  public:
    // Keeps the storage if the size stays; otherwise the content is undefined. At least 1 x 1.
    void resize(glm::ivec2 pixels) { resize(pixels, {0, std::max(pixels.y, 1)}); }
    // Storage for a strip of a picture of this size: draw as on the whole picture; only the strip
    // is kept and read.
    void resize(glm::ivec2 pixels, PixelRows strip);
    glm::ivec2 size() const { return size_; }   // of the whole picture
    PixelRows strip() const { return strip_; }  // the whole picture by default
    // Binds the framebuffer and sets the viewport. resize() must have been called.
    void bind();
    // Binds the default framebuffer; the caller sets its viewport.
    void unbind();
    // Binds the framebuffer and fills it with a colour.
    void clear(glm::vec4 colour);
    unsigned texture() const { return texture_.id(); }
    unsigned framebuffer() const { return framebuffer_.id(); }
    // Copies a picture of the same size into the texture.
    void write(const Image& image);
    // Waits for the drawing and copies the picture, or the strip.
    Image read() const;

  private:
    glm::ivec2 size_{0};
    PixelRows strip_;
    gl::Texture texture_;
    gl::Framebuffer framebuffer_;
};

}  // namespace la
