#include "render/space/space_lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "render/flow/pass.h"
#include "render/gl/api.h"

namespace la {

namespace {

constexpr float kLineWidth = 1.2f;  // logical pixels
constexpr int kMaxFrames = 17;
constexpr std::array<glm::vec2, 4> kCorners{{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}};  // up, right

glm::vec4 faint(glm::vec4 colour, float alpha) {
    return {glm::vec3(colour), alpha * colour.a};
}

}  // namespace

SpaceLines::SpaceLines()
    : program_("space_line.vert", "trail.frag"),
      vertices_(gl::VertexArray::make()),
      buffer_(gl::Buffer::make()) {}

void SpaceLines::add(glm::vec3 from, glm::vec3 to, glm::vec4 colour) {
    lines_.insert(lines_.end(), 6, Vertex{from, to, colour});
}

void SpaceLines::add_frame(float along, glm::vec4 colour) {
    for (int i = 0; i < 4; ++i) {
        add({along, kCorners[i]}, {along, kCorners[(i + 1) % 4]}, colour);
    }
}

// The piece of a x + b y + c = 0 inside the plane's square, at the output's end.
void SpaceLines::add_head(const HeadLine& piece, const Viewport& plane, glm::vec4 colour) {
    const glm::vec3 head = piece.line;
    // In the square's coordinates: a' u + b' v + c' = 0.
    const glm::vec2 normal = glm::vec2(head) * plane.half_size();
    const float offset = glm::dot(glm::vec2(head), plane.centre) + head.z;
    const float length = glm::length(normal);
    if (!(length > 0) || !std::isfinite(length) || !std::isfinite(offset)) {
        return;
    }
    const glm::vec2 foot = -normal * (offset / (length * length));
    const glm::vec2 along = glm::vec2(-normal.y, normal.x) / length;
    // The piece's ends, world units along the line.
    const glm::vec2 unit = glm::vec2(head) / glm::length(glm::vec2(head));
    const auto end = [&](float t) {
        const glm::vec2 world =
            t * glm::vec2(-unit.y, unit.x) - unit * (head.z / glm::length(glm::vec2(head)));
        return glm::dot((world - plane.centre) / plane.half_size() - foot, along);
    };
    float from = std::isfinite(piece.from) ? std::max(-4.0f, end(piece.from)) : -4;
    float to = std::isfinite(piece.to) ? std::min(4.0f, end(piece.to)) : 4;
    for (int axis = 0; axis < 2; ++axis) {
        if (std::abs(along[axis]) < 1e-6f) {
            if (std::abs(foot[axis]) > 1) {
                return;
            }
            continue;
        }
        const float t1 = (-1 - foot[axis]) / along[axis];
        const float t2 = (1 - foot[axis]) / along[axis];
        from = std::max(from, std::min(t1, t2));
        to = std::min(to, std::max(t1, t2));
    }
    if (from < to) {
        const glm::vec2 p = foot + from * along;
        const glm::vec2 q = foot + to * along;
        add({1, p.y, p.x}, {1, q.y, q.x}, colour);
    }
}

// Where a x + b y + c z + d = 0 cuts the sides of the cube.
void SpaceLines::add_head_plane(glm::vec4 head, const SpaceFrame& frame, glm::vec4 colour) {
    const glm::vec3 middle(frame.plane.centre, frame.third);
    // In the cube's coordinates: n p + d = 0.
    const glm::vec3 normal = glm::vec3(head) * frame.plane.half_height;
    const float offset = glm::dot(glm::vec3(head), middle) + head.w;
    if (!std::isfinite(glm::length(normal)) || !std::isfinite(offset)) {
        return;
    }
    for (int axis = 0; axis < 3; ++axis) {
        const int u = (axis + 1) % 3, v = (axis + 2) % 3;
        for (const float side : {-1.0f, 1.0f}) {
            // On this side: n_u p_u + n_v p_v + rest = 0, at most two of its edges.
            const float rest = offset + normal[axis] * side;
            std::array<glm::vec3, 4> ends;
            int found = 0;
            for (const auto& [along, across] : {std::pair(u, v), std::pair(v, u)}) {
                for (const float edge : {-1.0f, 1.0f}) {
                    const float at = -(rest + normal[across] * edge) / normal[along];
                    if (std::abs(at) <= 1) {  // false if the edge is parallel to the plane
                        ends[found][axis] = side;
                        ends[found][along] = at;
                        ends[found++][across] = edge;
                    }
                }
            }
            if (found >= 2) {
                add(ends[0], ends[found - 1], colour);
            }
        }
    }
}

void SpaceLines::add_cube(const FlowScene& scene, const SpaceFrame& frame, const Palette& palette) {
    const glm::vec4 edge = faint(palette.text, 0.3f);
    add_frame(-1, edge);
    add_frame(1, edge);
    for (const glm::vec2 corner : kCorners) {
        add({-1, corner}, {1, corner}, edge);
    }
    if (scene.show_head) {
        add_head_plane(scene.head_plane, frame, palette.head_line);
    }
}

void SpaceLines::add_box(const FlowScene& scene, const Viewport& plane, const Palette& palette) {
    const int layers = std::max(scene.layers, 1);
    const int stride = (layers + kMaxFrames - 2) / (kMaxFrames - 1);
    const glm::vec4 dim = faint(palette.text, 0.11f);
    for (int k = 0; k < layers; k += stride) {
        add_frame(2.0f * static_cast<float>(k) / static_cast<float>(layers) - 1, dim);
    }
    add_frame(-1, dim);
    add_frame(1, faint(palette.text, 0.3f));
    for (const glm::vec2 corner : kCorners) {
        add({-1, corner}, {1, corner}, dim);
    }
    const float depth = std::clamp(scene.depth, 0.0f, static_cast<float>(layers));
    add_frame(2 * depth / static_cast<float>(layers) - 1, faint(palette.text, 0.7f));
    if (scene.show_head) {
        add_head({scene.head}, plane, palette.head_line);
        for (const HeadLine& head : scene.heads) {
            add_head(head, plane, palette.head_line);
        }
    }
}

void SpaceLines::draw(const FlowScene& scene, const SpaceView& view, const Palette& palette) {
    lines_.clear();
    if (view.cube) {
        add_cube(scene, view.frame, palette);
    } else {
        add_box(scene, view.frame.plane, palette);
    }
    begin_space_pass(program_, view);
    program_.set("u_half_width", 0.5f * kLineWidth * scene.pixel_scale);
    glBindVertexArray(vertices_.id());
    glBindBuffer(GL_ARRAY_BUFFER, buffer_.id());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(lines_.size() * sizeof(Vertex)),
                 lines_.data(), GL_STREAM_DRAW);
    const auto attribute = [](GLuint index, int size, std::size_t offset) {
        glEnableVertexAttribArray(index);
        glVertexAttribPointer(index, size, GL_FLOAT, GL_FALSE, sizeof(Vertex),
                              reinterpret_cast<const void*>(offset));
    };
    attribute(0, 3, offsetof(Vertex, from));
    attribute(1, 3, offsetof(Vertex, to));
    attribute(2, 4, offsetof(Vertex, colour));
    glBindBuffer(GL_ARRAY_BUFFER, 0);
    glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(lines_.size()));
    end_pass();
}

}  // namespace la
