#pragma once
#include "render/flow/viewport.h"
#include "render/gl/program.h"

namespace la {

// Over: colours carry premultiplied alpha, so that all four channels are blended alike, which costs
// a software renderer less; the target's own alpha stays opaque where it was.
enum class Blend { Opaque, Over };

// What every pass does first: the state it needs (no depth test, culling or scissor, all colour
// channels), its program in use, and the view: u_centre, u_half_size (world units), u_pixels.
void begin_pass(const gl::Program& program, Blend blend, const Viewport& viewport,
                glm::vec2 pixels);
// Nothing stays bound or enabled.
void end_pass();

}  // namespace la
