#include "render/gl/desktop.h"

#include "render/gl/api.h"

namespace la::gl {

// Desktop OpenGL ignores gl_PointSize unless it is enabled; in OpenGL ES it always holds.
void draw_points(int count) {
    const bool desktop = is_desktop();
    if (desktop) {
        glEnable(GL_PROGRAM_POINT_SIZE);
    }
    glDrawArrays(GL_POINTS, 0, count);
    if (desktop) {
        glDisable(GL_PROGRAM_POINT_SIZE);
    }
}

}  // namespace la::gl
