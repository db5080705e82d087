#include "render/flow/flow_renderer.h"

namespace la {

void FlowRenderer::draw(const FlowScene& scene, const Viewport& viewport, const Palette& palette,
                        Canvas& target) {
    const glm::vec2 pixels(target.size());
    target.clear(palette.background);
    field_.draw(scene, viewport, palette, pixels);
    head_line_.draw(scene, viewport, palette, pixels);
    if (buffers_.update(scene)) {
        trails_.draw(scene, buffers_, viewport, palette, pixels);
        particles_.draw(scene, buffers_, viewport, palette, pixels);
    }
    target.unbind();
}

}  // namespace la
