#include "render/gl/screen.h"

#include <glm/common.hpp>

#include "render/gl/api.h"

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

PixelRect intersection(const PixelRect& a, const PixelRect& b) {
    return {glm::max(a.min, b.min), glm::min(a.max, b.max)};
}

std::vector<PixelRect> without(const std::vector<PixelRect>& rects, const PixelRect& hole) {
    std::vector<PixelRect> out;
    const auto keep = [&out](const PixelRect& rect) {
        if (!rect.empty()) {
            out.push_back(rect);
        }
    };
    for (const PixelRect& r : rects) {
        const PixelRect cut = intersection(r, hole);
        if (cut.empty()) {
            out.push_back(r);
            continue;
        }
        keep({r.min, {r.max.x, cut.min.y}});
        keep({{r.min.x, cut.max.y}, r.max});
        keep({{r.min.x, cut.min.y}, {cut.min.x, cut.max.y}});
        keep({{cut.max.x, cut.min.y}, {r.max.x, cut.max.y}});
    }
    return out;
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
    const glm::ivec2 size{canvas.size().x, canvas.strip().count};
    const int bottom = target.y - at.y - size.y;
    glBindFramebuffer(GL_READ_FRAMEBUFFER, canvas.framebuffer());
    glBlitFramebuffer(0, 0, size.x, size.y, at.x, bottom, at.x + size.x, bottom + size.y,
                      GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
}

void stretch_canvas(glm::ivec2 target, const Canvas& canvas, const PixelRect& rect,
                    const PixelRect& clip) {
    const PixelRect seen = intersection(rect, clip);
    if (seen.empty()) {
        return;
    }
    const glm::ivec2 size = canvas.size();
    glEnable(GL_SCISSOR_TEST);
    glScissor(seen.min.x, target.y - seen.max.y, seen.max.x - seen.min.x, seen.max.y - seen.min.y);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, canvas.framebuffer());
    glBlitFramebuffer(0, 0, size.x, size.y, rect.min.x, target.y - rect.max.y, rect.max.x,
                      target.y - rect.min.y, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glDisable(GL_SCISSOR_TEST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
}

void copy_from_target(glm::ivec2 target, const PixelRect& rect, Canvas& canvas) {
    GLint drawn = 0;
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &drawn);
    canvas.resize(rect.max - rect.min);
    const PixelRect seen = intersection(rect, {{0, 0}, target});
    if (seen.empty()) {
        return;
    }
    const glm::ivec2 size = seen.max - seen.min;
    const glm::ivec2 from{seen.min.x, target.y - seen.max.y};
    const glm::ivec2 to{seen.min.x - rect.min.x, rect.max.y - seen.max.y};
    glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(drawn));
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, canvas.framebuffer());
    glBlitFramebuffer(from.x, from.y, from.x + size.x, from.y + size.y, to.x, to.y, to.x + size.x,
                      to.y + size.y, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, static_cast<GLuint>(drawn));
}

std::string driver_name() {
    const auto* name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    return name != nullptr ? name : "unknown";
}

bool software_renderer() {
    const std::string name = driver_name();
    return name.find("llvmpipe") != name.npos || name.find("softpipe") != name.npos ||
           name.find("SWR") != name.npos;
}

void finish_drawing() {
    glFinish();
}

}  // namespace la
