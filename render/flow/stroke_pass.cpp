#include "render/flow/stroke_pass.h"

#include <cstddef>

#include "render/flow/pass.h"
#include "render/gl/api.h"

namespace la {

namespace {

void attribute(GLuint index, int count, std::size_t offset) {
    glEnableVertexAttribArray(index);
    glVertexAttribPointer(index, count, GL_FLOAT, GL_FALSE, sizeof(Strokes::Vertex),
                          reinterpret_cast<const void*>(offset));
}

}  // namespace

StrokePass::StrokePass()
    : program_("stroke.vert", "stroke.frag"),
      vertices_(gl::VertexArray::make()),
      buffer_(gl::Buffer::make()) {}

void StrokePass::draw(const Strokes& strokes, const Viewport& viewport, glm::vec2 pixels) {
    const std::span<const Strokes::Vertex> list = strokes.vertices();
    if (list.empty()) {
        return;
    }
    begin_pass(program_, Blend::Over, viewport, pixels);
    glBindVertexArray(vertices_.id());
    glBindBuffer(GL_ARRAY_BUFFER, buffer_.id());
    if (list.size_bytes() > capacity_ || list.size_bytes() < capacity_ / 4) {
        capacity_ = list.size_bytes() + list.size_bytes() / 2;
    }
    // New storage first, so that a frame in flight keeps the old one.
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(capacity_), nullptr, GL_STREAM_DRAW);
    glBufferSubData(GL_ARRAY_BUFFER, 0, static_cast<GLsizeiptr>(list.size_bytes()), list.data());
    attribute(0, 2, offsetof(Strokes::Vertex, at));
    attribute(1, 2, offsetof(Strokes::Vertex, place));
    attribute(2, 3, offsetof(Strokes::Vertex, shape));
    glEnableVertexAttribArray(3);
    glVertexAttribPointer(3, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(Strokes::Vertex),
                          reinterpret_cast<const void*>(offsetof(Strokes::Vertex, colour)));
    glBindBuffer(GL_ARRAY_BUFFER, 0);
    glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(list.size()));
    end_pass();
}

}  // namespace la
