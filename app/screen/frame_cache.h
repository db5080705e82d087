#pragma once

#include <glm/vec2.hpp>

#include <array>
#include <cstdint>
#include <optional>

#include "app/app.h"
#include "app/readouts/frame_pace.h"
#include "app/screen/gui_context.h"
#include "render/gl/canvas.h"

namespace la {

// The picture of the whole window, kept from frame to frame for software renderers. The flow views
// are drawn in every frame, the panels around them in rotation, one region per frame: text and
// curves need not change 60 times a second, and drawing them takes half of a frame. A region that
// looks as it did is not drawn again. Those above the views and under the mouse have their turn in
// every frame; menus over the panels, another size or another palette cause a complete drawing.
// Owns a GL object. Thread: the one with the context.
class FrameCache {
  public:
    // Draws the regions that are due; between App::render and show().
    void draw(App& app, GuiContext& gui, glm::ivec2 size);

    // Copies the picture into the bound framebuffer.
    void show() const;

  private:
    bool all_due(const App& app, glm::ivec2 size);
    void draw_parts(App& app, GuiContext& gui, glm::ivec2 size);

    Canvas canvas_;
    Rect flow_;  // both views, as last drawn
    const Palette* palette_ = nullptr;
    bool covered_ = false;  // a menu lay over the panels in the last frame
    int next_ = 0;          // position in the rotation
    FramePace pace_;        // of the rotation
    std::array<PixelRect, 6> regions_{};
    // What each region showed when it was drawn last, see look_of; the last is that above the
    // views.
    std::array<std::optional<std::uint64_t>, 7> looks_;
};

// The regions of the rotation: they cover the window but for the views and what is above these. The
// first lies below the views, down to the row `under`: the scrubber, which moves with the
// particles. From the row `across` on, if that lies in the window, one region goes over all of its
// width.
std::array<PixelRect, 6> regions_around(const PixelRect& views, int under, glm::ivec2 size,
                                        int across);

}  // namespace la
