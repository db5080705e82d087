#pragma once

#include <array>
#include <vector>

#include "app/ui/layout.h"
#include "app/views/frame_context.h"
#include "render/flow/flow_renderer.h"

namespace la {

// The input plane: the field and boundary of the whole network and the data at rest. Training
// points are filled, test points hollow, a cross marks what is classified wrongly. Owns the GL
// objects; lives on the thread with the context.
class InputViews {
  public:
    // The part of the plane that a view of this aspect shows; the same for A and B.
    static Viewport viewport(const Dataset& data, float aspect);
    // The field there: that of all layers, at s = 0.
    static FieldRequest field(const Dataset& data, float aspect);

    // Draws a member's picture into its canvas (GL only).
    void render(const FrameContext& context, int member, ImVec2 pixels, PixelRows rows);
    const Canvas& canvas(int member) const { return views_[member].canvas; }

    // Counts and legend, to go on top of the canvas (ImGui only); `below` is the caption's lower
    // end.
    static void show(const FrameContext& context, int member, const Rect& rect, float below);

  private:
    struct View {
        FlowRenderer renderer, test;
        Canvas canvas;
        std::vector<glm::vec2> wrong;
        std::shared_ptr<const Dataset> data;  // what was uploaded
        std::uint64_t version = 0;
    };
    std::array<View, 2> views_;
};

// How many points of each split are classified wrongly, of how many. Null observations of what is
// decided count as none.
struct WrongPoints {
    int training = 0, test = 0;
    int trained = 0, tested = 0;  // of so many
};
WrongPoints count_wrong(const Dataset& data, const ProbeStates& decided);

}  // namespace la
