#include "render/space/space_renderer.h"

#include <algorithm>

namespace la {

namespace {

constexpr float kFieldPixels = 256;  // logical, along a side
constexpr float kAhead = 0.22f;      // strength of the paths ahead of depth s

}  // namespace

void SpaceRenderer::draw(const FlowScene& scene, const SpaceFrame& frame, const OrbitCamera& camera,
                         const Palette& palette, Canvas& target) {
    const float layers = static_cast<float>(scene.layers);
    const float depth = std::clamp(scene.depth, 0.0f, layers);
    const Viewport& plane = frame.plane;
    const bool cube = !scene.third.empty();
    const bool field = scene.show_field && scene.field.width > 0 && !cube;
    if (field) {
        const int side = static_cast<int>(kFieldPixels * std::clamp(scene.pixel_scale, 1.0f, 4.0f));
        field_picture_.resize({side, side});
        field_picture_.clear(palette.field_undecided);
        const glm::vec2 pixels(static_cast<float>(side));
        const FlowFrame flat{scene, plane, palette, pixels};
        field_.draw(scene, plane, palette, pixels);
        strokes_.begin(pixels);
        field_lines_.add_isolines(flat, strokes_);
        field_lines_.add_boundary(flat, strokes_);
        stroke_pass_.draw(strokes_, plane, pixels);
        field_picture_.unbind();
    }
    target.clear(palette.background);
    const SpaceView view{
        frame,
        camera.matrix(static_cast<float>(target.size().x) / static_cast<float>(target.size().y)),
        glm::vec2(target.size()), cube};
    lines_.draw(scene, view, palette);
    const bool drawable = data_.update(scene);
    // What is behind the plane is drawn before it.
    const float along = space_place({0, 0}, depth, scene.layers, plane).x;
    const bool from_input = cube || camera.eye().x < along;
    const auto paths = [&](bool travelled) {
        if (drawable && travelled) {
            paths_.draw(scene, data_, view, palette, {0, depth}, 1);
        } else if (drawable) {
            paths_.draw(scene, data_, view, palette, {depth, layers}, kAhead);
        }
    };
    paths(!from_input);
    if (field) {
        plane_.draw(field_picture_, view, along);
    }
    if (!from_input && drawable) {
        particles_.draw(scene, data_, view, palette);
    }
    paths(from_input);
    if (from_input && drawable) {
        particles_.draw(scene, data_, view, palette);
    }
    target.unbind();
}

}  // namespace la
