#pragma once
#include "render/flow/viewport.h"
#include "render/gl/program.h"

namespace la {

// Over: colours have premultiplied alpha, so that all four channels are blended alike, which is
// faster in software. A target's alpha stays opaque where it was.
enum class Blend { Opaque, Over };

// Begins a pass: sets all state it needs (no depth test, culling or scissor, all colour channels),
// its program in use, and the view: u_centre, u_half_size (world units), u_pixels.
void begin_pass(const gl::Program& program, Blend blend, const Viewport& viewport,
                glm::vec2 pixels);
// Leaves nothing bound or enabled.
void end_pass();

}  // namespace la
