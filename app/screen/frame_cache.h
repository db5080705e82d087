#pragma once

#include <glm/vec2.hpp>

#include "app/app.h"
#include "app/screen/gui_context.h"
#include "render/gl/canvas.h"

namespace la {

// The picture of the whole window, kept from frame to frame. The flow views are drawn anew in every
// frame, the panels around them in turn, one part a frame: text and curves need not change 60 times
// a second, and a software renderer would spend half of every frame on them. What the mouse is at,
// what lies over the panels, and another size or palette are drawn at once. Owns a GL object; lives
// on the thread with the context.
class FrameCache {
  public:
    // Draws what is due of a frame, between App::render and show.
    void draw(App& app, GuiContext& gui, glm::ivec2 size);

    // Into the bound framebuffer.
    void show() const;

  private:
    bool all_due(const App& app, glm::ivec2 size);

    Canvas canvas_;
    Rect flow_;  // both views, when last drawn
    const Palette* palette_ = nullptr;
    bool covered_ = false;  // something lay over the panels
    int next_ = 0;
    bool waited_ = false;  // in the last frame no part was drawn
};

// The parts of a window around the views, that are drawn in turn: they cover all the rest of it.
// The first lies under the views, to the row `under`: the scrubber that moves with the particles.
std::array<PixelRect, 6> parts_around(const PixelRect& views, int under, glm::ivec2 size);

}  // namespace la
