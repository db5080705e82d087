#pragma once

#include <array>

#include "app/ui/layout.h"
#include "app/views/frame_context.h"
#include "render/space/space_renderer.h"

namespace la {

// What the boxes of A and B hold of the states now: a square of the plane, or a cube of three
// coordinates where those are observed.
SpaceFrame space_frame(const FrameContext& context);

// The space-depth views of A and B, seen by one camera: dragging turns it, the wheel magnifies, the
// right button moves, a double click goes back. Owns the GL objects; lives on the thread with the
// context.
class SpaceViews {
  public:
    // Draws a member's picture, or some rows of it, into its canvas (GL only).
    void render(const FrameContext& context, int member, ImVec2 pixels, PixelRows rows);
    void copy_view_from(const SpaceViews& other) { camera_ = other.camera_; }
    const Canvas& canvas(int member) const { return views_[member].canvas; }

    // Takes the mouse, names the ends of the box or its axes; to go on top of the canvas (ImGui
    // only).
    void show(const FrameContext& context, const Rect& rect);

  private:
    struct View {
        SpaceRenderer renderer;
        Canvas canvas;
    };
    std::array<View, 2> views_;
    OrbitCamera camera_;
};

}  // namespace la
