#pragma once
// The only place that includes the OpenGL loader. Sources of render and tests include this;
// headers, app and core never do.
#include <epoxy/gl.h>

namespace la::gl {

// Version of the current context: 33 is 3.3.
inline int version() {
    return epoxy_gl_version();
}

// False where the current context is OpenGL ES.
inline bool is_desktop() {
    return epoxy_is_desktop_gl();
}

// Can textures of 32-bit floats be filtered? OpenGL ES 3.0 does not promise it.
inline bool filters_floats() {
    return is_desktop();
}

}  // namespace la::gl
