#pragma once

#include <array>

#include "app/ui/layout.h"
#include "app/views/frame_context.h"
#include "render/space/space_renderer.h"

namespace la {

// What the boxes of A and B show of the states: a square of the plane, or a cube of three
// coordinates if the third was observed.
SpaceFrame space_frame(const FrameContext& context);

// The space-depth views of A and B, seen by one camera: dragging rotates it, the wheel zooms, the
// right button pans, a double click resets it. Owns GL objects; used only on the thread with the GL
// context.
class SpaceViews {
  public:
    // Draws a member's picture, or some rows of it, into its canvas (GL only).
    void render(const FrameContext& context, int member, ImVec2 pixels, PixelRows rows);
    void copy_view_from(const SpaceViews& other) { camera_ = other.camera_; }
    const Canvas& canvas(int member) const { return views_[member].canvas; }

    // Handles the mouse and labels the ends of the box or its axes, on top of the canvas (ImGui
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
