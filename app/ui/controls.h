#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "app/ui/layout.h"

namespace la {

// Rectangles of the named controls on screen in this frame, in framebuffer pixels. --state reports
// them, so that automation can use a real mouse.
class Controls {
  public:
    void begin_frame() { rects_.clear(); }
    void add(const std::string& name, Rect rect) { rects_[name] = rect; }
    // Adds a control, clipped to its window, if more than half of its height is visible.
    void add_visible(const std::string& name, Rect rect) {
        const ImVec2 lo = ImGui::GetWindowDrawList()->GetClipRectMin();
        const ImVec2 hi = ImGui::GetWindowDrawList()->GetClipRectMax();
        const float height = rect.height();
        rect.min.y = std::max(rect.min.y, lo.y);
        rect.max.y = std::min(rect.max.y, hi.y);
        if (rect.height() > height / 2) {
            add(name, rect);
        }
    }
    void add_last_item(const std::string& name) {
        add_visible(name, {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()});
    }
    void add_next_item(const std::string& name, ImVec2 size) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        add_visible(name, {at, {at.x + size.x, at.y + size.y}});
    }
    const std::map<std::string, Rect>& rects() const { return rects_; }

  private:
    std::map<std::string, Rect> rects_;
};

}  // namespace la
