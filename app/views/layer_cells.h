#pragma once

#include <array>
#include <memory>
#include <vector>

#include "app/ui/layout.h"
#include "app/views/frame_context.h"
#include "render/flow/flow_renderer.h"

namespace la {

// Small multiples: the flow after every layer in cells side by side, the paper's figure. The cells
// stand still while the depth plays, so they are drawn anew only when there is something new to
// see, a few times a second; a click on one takes the depth there. Owns the GL objects; lives on
// the thread with the context.
class LayerCells {
  public:
    static constexpr int kParticles = 3000;      // at most, in a cell
    static constexpr float kRedrawEvery = 0.1f;  // seconds, at least

    // The fields that the cells need: one for each shown layer, over the rectangle
    // of `like`.
    static std::vector<FieldRequest> fields(FieldRequest like, const Snapshot& snapshot);

    // Draws a member's cells, or some rows of them, into its canvas where that is due (GL only).
    void render(const FrameContext& context, int member, ImVec2 pixels, PixelRows rows);
    const Canvas& canvas(int member) const { return views_[member].canvas; }

    // Takes the mouse, names the cells; to go on top of the canvas (ImGui only).
    void show(const FrameContext& context, int member, const Rect& rect) const;

  private:
    // What a picture depends on.
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
        std::vector<int> outside;  // of each cell's points, when it was drawn
        double at = -1;            // ImGui's clock, seconds
    };
    std::array<View, 2> views_;
};

// The layers that cells are shown for: from 0 to L, evenly, at most so many.
std::vector<int> shown_layers(int layers, int most);

// Where the cells of a view stand: squares in rows, as large as fit below the view's captions; and
// where the legend does: in what the last row leaves free, or else below it.
struct CellPlaces {
    std::vector<Rect> cells;
    ImVec2 legend{0, 0};  // upper left corner
};

// Of a view and a legend of these sizes.
CellPlaces place_cells(ImVec2 size, int cells, ImVec2 legend, float scale);

}  // namespace la
