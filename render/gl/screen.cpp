#include "render/gl/screen.h"

#include <epoxy/gl.h>

namespace la {

void bind_screen() {
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
}

void clear_target(glm::ivec2 target, glm::vec4 colour) {
    glViewport(0, 0, target.x, target.y);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(colour.x, colour.y, colour.z, colour.w);
    glClear(GL_COLOR_BUFFER_BIT);
}

void fill_rect(glm::ivec2 target, const PixelRect& rect, glm::vec4 colour) {
    const glm::ivec2 size = rect.max - rect.min;
    if (size.x <= 0 || size.y <= 0) {
        return;
    }
    glEnable(GL_SCISSOR_TEST);
    glScissor(rect.min.x, target.y - rect.max.y, size.x, size.y);
    glClearColor(colour.x, colour.y, colour.z, colour.w);
    glClear(GL_COLOR_BUFFER_BIT);
    glDisable(GL_SCISSOR_TEST);
}

void copy_canvas(glm::ivec2 target, const Canvas& canvas, glm::ivec2 at) {
    const glm::ivec2 size = canvas.size();
    const int bottom = target.y - at.y - size.y;
    glBindFramebuffer(GL_READ_FRAMEBUFFER, canvas.framebuffer());
    glBlitFramebuffer(0, 0, size.x, size.y, at.x, bottom, at.x + size.x, bottom + size.y,
                      GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
}

void stretch_canvas(glm::ivec2 target, const Canvas& canvas, const PixelRect& rect) {
    const glm::ivec2 size = canvas.size();
    glBindFramebuffer(GL_READ_FRAMEBUFFER, canvas.framebuffer());
    glBlitFramebuffer(0, 0, size.x, size.y, rect.min.x, target.y - rect.max.y, rect.max.x,
                      target.y - rect.min.y, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
}

void finish_drawing() {
    glFinish();
}

}  // namespace la
