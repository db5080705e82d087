#pragma once

#include <array>
#include <cstdint>
#include <glm/vec2.hpp>
#include <utility>
#include <vector>

#include "app/state/ui_temp.h"
#include "app/views/flow_views.h"
#include "render/gl/canvas.h"
#include "render/gl/screen.h"
#include "render/palette.h"

namespace la {

// A member whose flow view is on screen, and its place in the window.
struct PlacedView {
    int member;
    Rect rect;
};

// The rows of `rect` within `rows` of the window, counted from the top of `rect`. May be none.
PixelRows rows_within(const Rect& rect, PixelRows rows);

// Draws everything beneath ImGui's drawing by clears and copies: panels, flow views, the
// backgrounds of plots, and pictures of cells. Owns GL objects; used on the thread with
// the context.
class Backdrop {
  public:
    struct Scene {
        const Layout& layout;
        const std::vector<PlacedView>& views;
        const FlowViews& flow;
        const UiTemp& temp;
        const Palette& palette;
    };

    void update(const PlotTemp& plots);  // changes the bound framebuffer
    // Draws into the bound framebuffer, whose size is `target`, only inside `clip`. Its top row is
    // row `first` of the window.
    void draw(glm::ivec2 target, const PixelRect& clip, int first, const Scene& scene) const;

  private:
    void draw_plots(glm::ivec2 target, const PixelRect& clip, int first, const Scene& scene) const;

    // The pictures of PlotTemp::cells as last written.
    struct Cells {
        Canvas canvas;
        const Image* image = nullptr;
        std::uint64_t version = 0;
    };
    std::array<Cells, 2> cells_;
};

}  // namespace la
