#pragma once

namespace la::gl {

// What desktop OpenGL needs and OpenGL ES 3.0 does not have, all in one source file.

// Draws this many points. The vertex shader sets their size, by gl_PointSize.
void draw_points(int count);

}  // namespace la::gl
