#include "render/space/space_view.h"

#include "render/flow/pass.h"

namespace la {

void begin_space_pass(const gl::Program& program, const SpaceView& view) {
    begin_pass(program, Blend::Over, view.frame.plane, view.pixels);
    program.set("u_half", view.cube ? kCubeHalf : kSpaceHalf);
    program.set("u_camera", view.camera);
}

}  // namespace la
