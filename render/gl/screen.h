#pragma once
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <string>
#include <vector>

#include "render/gl/canvas.h"

namespace la {

// Clears and copies of large areas, which software renderers do several times faster than textured
// triangles. All draw into the framebuffer bound for drawing, whose size in pixels is `target`.
// Rectangles count from its top left corner. Thread: the one with the context.

// Binds the window's own framebuffer.
void bind_screen();

// Fills all of it and sets the viewport to it.
void clear_target(glm::ivec2 target, glm::vec4 colour);

struct PixelRect {
    glm::ivec2 min, max;
    bool operator==(const PixelRect&) const = default;
    bool empty() const { return max.x <= min.x || max.y <= min.y; }
};
PixelRect intersection(const PixelRect& a, const PixelRect& b);
// The area of the rectangles without the hole, as rectangles.
std::vector<PixelRect> without(const std::vector<PixelRect>& rects, const PixelRect& hole);

void fill_rect(glm::ivec2 target, const PixelRect& rect, glm::vec4 colour);

// Copies the canvas, or its strip, pixel by pixel, with its top left corner at `at`.
void copy_canvas(glm::ivec2 target, const Canvas& canvas, glm::ivec2 at);

// Stretches the canvas over a rectangle, with its pixels as blocks; draws only inside `clip`.
void stretch_canvas(glm::ivec2 target, const Canvas& canvas, const PixelRect& rect,
                    const PixelRect& clip);

// Copies what is drawn in this rectangle of the target, which may lie partly outside, into a canvas
// of its size.
void copy_from_target(glm::ivec2 target, const PixelRect& rect, Canvas& canvas);

// The name of the driver, for messages and benchmarks.
std::string driver_name();

// Whether the processor draws, as with Mesa's llvmpipe. Then every pixel costs time.
bool software_renderer();

// Waits until all drawing is done, for measurements.
void finish_drawing();

}  // namespace la
