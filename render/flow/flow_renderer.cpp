#include "render/flow/flow_renderer.h"

namespace la {

void FlowRenderer::draw(const FlowScene& scene, const Viewport& viewport, const Palette& palette,
                        Canvas& target) {
    draw_ground(scene, viewport, palette, target);
    draw_flow(scene, viewport, palette, target);
}

void FlowRenderer::draw_ground(const FlowScene& scene, const Viewport& viewport,
                               const Palette& palette, Canvas& target) {
    const glm::vec2 pixels(target.size());
    const FlowFrame frame{scene, viewport, palette, pixels};
    target.clear(palette.background);
    field_.draw(scene, viewport, palette, pixels);
    strokes_.begin(pixels);
    lines_.add_isolines(frame, strokes_);
    lines_.add_boundary(frame, strokes_);
    stroke_pass_.draw(strokes_, viewport, pixels);
    head_line_.draw(scene, viewport, palette, pixels);
    strokes_.begin(pixels);
    vectors_.add(frame, strokes_);
    stroke_pass_.draw(strokes_, viewport, pixels);
    target.unbind();
}

void FlowRenderer::draw_flow(const FlowScene& scene, const Viewport& viewport,
                             const Palette& palette, Canvas& target) {
    draw_trails(scene, viewport, palette, target);
    draw_particles(scene, viewport, palette, target);
}

void FlowRenderer::draw_trails(const FlowScene& scene, const Viewport& viewport,
                               const Palette& palette, Canvas& target) {
    const glm::vec2 pixels(target.size());
    const FlowFrame frame{scene, viewport, palette, pixels};
    target.bind();
    if (data_.update(scene)) {
        trails_.draw(scene, data_, viewport, palette, pixels);
    }
    strokes_.begin(pixels);
    grid_.add(frame, strokes_);
    stroke_pass_.draw(strokes_, viewport, pixels);
    target.unbind();
}

void FlowRenderer::draw_particles(const FlowScene& scene, const Viewport& viewport,
                                  const Palette& palette, Canvas& target) {
    const glm::vec2 pixels(target.size());
    const FlowFrame frame{scene, viewport, palette, pixels};
    target.bind();
    const bool whole = data_.update(scene);
    if (whole) {
        particles_.draw(scene, data_, viewport, palette, pixels);
    }
    strokes_.begin(pixels);
    marks_.add(frame, strokes_);
    ghosts_.add(frame, strokes_);
    if (whole) {
        arrows_.add(frame, strokes_);
        path_.add(frame, strokes_);
    }
    stroke_pass_.draw(strokes_, viewport, pixels);
    target.unbind();
}

}  // namespace la
