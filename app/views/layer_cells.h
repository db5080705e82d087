#pragma once

#include <array>
#include <memory>
#include <vector>

#include "app/ui/layout.h"
#include "app/views/frame_context.h"
#include "render/flow/flow_renderer.h"

namespace la {

// Small multiples: the flow after every layer in cells side by side, as in the paper's figure.
// Cells do not depend on the depth, so they are redrawn only when what they show has changed, at
// most a few times a second. A click on a cell moves the depth to its layer. Owns GL objects; used
// only on the thread with the GL context.
class LayerCells {
  public:
    static constexpr int kParticles = 3000;      // maximum per cell
    static constexpr float kRedrawEvery = 0.1f;  // minimum, seconds

    // Fields that the cells need: one for each shown layer, over the rectangle of `like`.
    static std::vector<FieldRequest> fields(FieldRequest like, const Snapshot& snapshot);

    // Draws a member's cells, or some rows of them, into its canvas if a redraw is due (GL only).
    void render(const FrameContext& context, int member, ImVec2 pixels, PixelRows rows);
    const Canvas& canvas(int member) const { return views_[member].canvas; }

    // Handles the mouse and labels the cells, on top of the canvas (ImGui only).
    void show(const FrameContext& context, int member, const Rect& rect) const;

  private:
    // Everything a picture depends on.
    struct Look {
        std::uint64_t seen = 0;  // version
        glm::ivec2 size{0};
        PixelRows rows;
        const Palette* palette = nullptr;
        glm::vec2 lo{0}, hi{0};  // of the plane
        UiState state;
        bool operator==(const Look&) const = default;
    };
    struct View {
        FlowRenderer renderer;
        Canvas canvas, cell;
        Look drawn;
        std::vector<int> outside;  // points outside each cell when it was drawn
        double at = -1;            // ImGui's clock, seconds
    };
    std::array<View, 2> views_;
};

// Layers that have a cell: evenly spaced from 0 to L, at most `max_cells` of them.
std::vector<int> shown_layers(int layers, int max_cells);

// Places of a view's cells: squares in rows, as large as fit below the captions; and of the legend:
// in the free space of the last row, else below it.
struct CellPlaces {
    std::vector<Rect> cells;
    ImVec2 legend{0, 0};  // upper left corner
};

// For a view and a legend of these sizes, in pixels.
CellPlaces place_cells(ImVec2 size, int cells, ImVec2 legend, float scale);

}  // namespace la
