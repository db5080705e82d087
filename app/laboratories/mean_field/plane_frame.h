#pragma once

#include <imgui.h>

#include <algorithm>

#include "app/views/frame_context.h"

namespace la {

// A view of a plane about the origin, drawn by ImGui: `reach` is what its shorter half shows.
struct PlaneFrame {
    Rect rect;
    double reach = 1;

    double scale() const {  // pixels of 1
        return std::min(rect.width(), rect.height()) / 2 / reach;
    }
    ImVec2 pixel(double x, double y) const {
        // Bounded, so that it can be drawn and clipped.
        const auto at = [](float middle, double by) {
            return middle + static_cast<float>(std::clamp(by, -1e4, 1e4));
        };
        return {at((rect.min.x + rect.max.x) / 2, scale() * x),
                at((rect.min.y + rect.max.y) / 2, -scale() * y)};
    }
    double reach_x() const { return rect.width() / 2 / scale(); }
    double reach_y() const { return rect.height() / 2 / scale(); }
};

// The panel of a view, from construction on: its ground, its clip and its frame.
class PlanePanel {
  public:
    PlanePanel(const FrameContext& context, const char* name, const Rect& rect)
        : context_(context), rect_(rect) {
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
        context.ui.begin_panel(name, rect);
        context.temp.plots.places.push_back(rect);
        context.ui.controls().add(name, rect);
    }
    PlanePanel(const PlanePanel&) = delete;
    PlanePanel& operator=(const PlanePanel&) = delete;
    ~PlanePanel() {
        ImGui::GetWindowDrawList()->AddRect(
            rect_.min, rect_.max, context_.theme().colour(context_.theme().palette->panel_border));
        context_.ui.end_panel();
        ImGui::PopStyleVar();
    }

  private:
    const FrameContext& context_;
    Rect rect_;
};

}  // namespace la
