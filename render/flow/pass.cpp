#include "render/flow/pass.h"

#include "render/gl/api.h"

namespace la {

void begin_pass(const gl::Program& program, Blend blend, const Viewport& viewport,
                glm::vec2 pixels) {
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_STENCIL_TEST);
    glDisable(GL_CULL_FACE);
    glDisable(GL_SCISSOR_TEST);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    if (blend == Blend::Over) {
        glEnable(GL_BLEND);
        glBlendEquation(GL_FUNC_ADD);
        glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    } else {
        glDisable(GL_BLEND);
    }
    program.use();
    program.set("u_centre", viewport.centre);
    program.set("u_half_size", viewport.half_size());
    program.set("u_pixels", pixels);
}

void end_pass() {
    glDisable(GL_BLEND);
    glBindVertexArray(0);
    glUseProgram(0);
    glActiveTexture(GL_TEXTURE0);
}

}  // namespace la
