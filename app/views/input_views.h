#pragma once

#include <array>
#include <vector>

#include "app/ui/layout.h"
#include "app/views/frame_context.h"
#include "render/flow/flow_renderer.h"

namespace la {

// The input plane: field and boundary of the whole network and the data at layer 0. Training points
// are filled, test points hollow; a cross marks each wrongly classified point. Owns GL objects;
// used only on the thread with the GL context.
class InputViews {
  public:
    // Region of the plane that a view of this aspect shows; the same for A and B.
    static Viewport viewport(const Dataset& data, float aspect);
    // Request for the field in that region: the decision of all layers, at s = 0.
    static FieldRequest field(const Dataset& data, float aspect);

    // Draws a member's picture, or some rows of it, into its canvas (GL only).
    void render(const FrameContext& context, int member, ImVec2 pixels, PixelRows rows);
    const Canvas& canvas(int member) const { return views_[member].canvas; }

    // Draws counts and legend on top of the canvas (ImGui only). `below`: lower end of the caption.
    static void show(const FrameContext& context, int member, const Rect& rect, float below);

  private:
    struct View {
        FlowRenderer renderer, test;
        Canvas canvas;
        std::vector<glm::vec2> wrong;
        std::shared_ptr<const Dataset> data;  // uploaded to the renderers
        std::uint64_t version = 0;
    };
    std::array<View, 2> views_;
};

// Number of wrongly classified points of each split, and of all points in it.
struct WrongPoints {
    int training = 0, test = 0;
    int trained = 0, tested = 0;  // points in the split
};
WrongPoints count_wrong(const Dataset& data, const ProbeStates& decided);

}  // namespace la
