#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "app/ui/layout.h"

namespace la {

// Rectangles of the named controls on screen in this frame, in framebuffer pixels. --state reports
// them, so that automation can use a real mouse; lessons and demonstrations point at them.
class Controls {
  public:
    void begin_frame() {
        rects_.clear();
        tips_.clear();
        used_ = std::exchange(wanted_, {});
    }
    void add(const std::string& name, Rect rect) { rects_[name] = rect; }
    // What a control does, as its tooltip says; kept for the palette.
    void describe(const std::string& name, std::string_view tip) { tips_[name] = tip; }
    // Whether tooltips are shown: not while the mouse rests, nor in a talk.
    void show_tips(bool show) { shows_tips_ = show; }
    bool shows_tips() const { return shows_tips_; }
    // Uses a control as if it were clicked, in the next frame.
    void use(const std::string& name) { wanted_ = name; }
    bool used(std::string_view name) const { return !used_.empty() && used_ == name; }
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
    const std::map<std::string, std::string>& tips() const { return tips_; }

  private:
    std::map<std::string, Rect> rects_;
    std::map<std::string, std::string> tips_;
    std::string wanted_, used_;
    bool shows_tips_ = true;
};

}  // namespace la
