#pragma once
#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>

#include "render/gl/program.h"
#include "render/space/space_box.h"

namespace la {

// The box and the camera of one draw call.
struct SpaceView {
    SpaceFrame frame;   // the states it holds
    glm::mat4 camera;   // box to clip space
    glm::vec2 pixels;   // of the picture
    bool cube = false;  // three coordinates instead of two and depth
};

// Begins a pass of the space-depth view: sets blending and the uniforms that all share.
void begin_space_pass(const gl::Program& program, const SpaceView& view);

}  // namespace la
