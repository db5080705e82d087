#pragma once

#include <array>
#include <string>

#include "app/layout.h"
#include "app/panels/panel.h"
#include "render/flow/flow_renderer.h"

namespace la {

// The flow views of A and B: what they need from the observer, how they are framed, and how they
// are drawn. Owns the GL objects; lives on the thread with the context.
class FlowViews {
  public:
    // Eases the shared frame towards what is seen; call once per frame.
    void update(const Observation* seen, UiTemp& temp, float seconds);

    // The decision field that the views need at this depth, for views of the given shape.
    FieldRequest field_request(const UiTemp& temp, float aspect, int layers);

    // Draws the particles, fields and trails of a member into its canvas (GL only).
    void render(const Panel& panel, int member, ImVec2 pixels);

    const Canvas& canvas(int member) const { return views_[member].canvas; }

    // Title, axes and notes, to go on top of the canvas (ImGui only).
    void show(const Panel& panel, int member, const Rect& rect);

  private:
    struct View {
        FlowRenderer renderer;
        Canvas canvas;
    };
    std::array<View, 2> views_;
    std::uint64_t aimed_ = 0;  // version of the observation that was framed last
    FieldRequest field_;
};

}  // namespace la
