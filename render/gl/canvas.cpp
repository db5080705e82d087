#include "render/gl/canvas.h"

#include <algorithm>
#include <cassert>
#include <stdexcept>
#include <string>

#include "render/gl/api.h"

namespace la {

void Canvas::resize(glm::ivec2 pixels, PixelRows strip) {
    pixels = {std::max(pixels.x, 1), std::max(pixels.y, 1)};
    assert(strip.first >= 0 && strip.count > 0 && strip.first + strip.count <= pixels.y);
    const bool fits = pixels.x == size_.x && strip.count == strip_.count;
    if (fits) {
        size_ = pixels;
        strip_ = strip;
        return;
    }
    if (!texture_) {
        texture_ = gl::Texture::make();
        framebuffer_ = gl::Framebuffer::make();
    }
    glBindTexture(GL_TEXTURE_2D, texture_.id());
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, pixels.x, strip.count, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glBindTexture(GL_TEXTURE_2D, 0);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.id());
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_.id(), 0);
    const GLenum status = glCheckFramebufferStatus(GL_FRAMEBUFFER);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    if (status != GL_FRAMEBUFFER_COMPLETE) {
        size_ = {0, 0};
        throw std::runtime_error("cannot make a picture of " + std::to_string(pixels.x) + " x " +
                                 std::to_string(strip.count) + " pixels; choose a smaller size");
    }
    size_ = pixels;
    strip_ = strip;
}

void Canvas::bind() {
    assert(size_.x > 0);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.id());
    // The rows below the strip lie below the framebuffer, those above the strip above it.
    glViewport(0, strip_.first + strip_.count - size_.y, size_.x, size_.y);
}

void Canvas::unbind() {
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
}

void Canvas::clear(glm::vec4 colour) {
    bind();
    glDisable(GL_SCISSOR_TEST);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glClearColor(colour.r, colour.g, colour.b, colour.a);
    glClear(GL_COLOR_BUFFER_BIT);
}

void Canvas::write(const Image& image) {
    assert(image.width == size_.x && image.height == size_.y && strip_.count == size_.y);
    // GL's first row is the bottom one, an image's the top one.
    const std::size_t row = 4u * static_cast<std::size_t>(size_.x);
    glBindTexture(GL_TEXTURE_2D, texture_.id());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    for (int y = 0; y < size_.y; ++y) {
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, size_.y - 1 - y, size_.x, 1, GL_RGBA, GL_UNSIGNED_BYTE,
                        image.rgba.data() + row * static_cast<std::size_t>(y));
    }
    glBindTexture(GL_TEXTURE_2D, 0);
}

Image Canvas::read() const {
    assert(size_.x > 0);
    Image image{size_.x, strip_.count, {}};
    const std::size_t row = 4u * static_cast<std::size_t>(size_.x);
    image.rgba.resize(row * strip_.count);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_.id());
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glReadPixels(0, 0, size_.x, strip_.count, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
    // GL's first row is the bottom one, an image's the top one.
    for (int top = 0, bottom = strip_.count - 1; top < bottom; ++top, --bottom) {
        std::swap_ranges(image.rgba.begin() + top * row, image.rgba.begin() + (top + 1) * row,
                         image.rgba.begin() + bottom * row);
    }
    return image;
}

}  // namespace la
