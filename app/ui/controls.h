#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
        nudge_ = {0, 0};
        leaves_text_ = false;
        edited_ = std::exchange(editing_, {});
        last_stops_.swap(stops_);
        stops_.clear();
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

    // The keyboard's way over the controls: Tab goes from stop to stop in the order in which they
    // are drawn, Enter uses the focused one, arrows nudge it. Written by keyboard_focus.h.
    void add_stop(const std::string& name, const Rect& rect) {
        stops_.push_back(name);
        if (name == focus_ && std::exchange(reveal_, false)) {
            scroll_to(rect);
        }
    }
    void stops_begin_here() { stops_.clear(); }  // a dialog: nothing below it can be reached
    const std::vector<std::string>& stops() const { return last_stops_; }  // of the last frame
    void focus(const std::string& name) {
        focus_ = name;
        reveal_ = !name.empty();
    }
    const std::string& focused() const { return focus_; }
    void nudge(int right, int up) { nudge_ = {right, up}; }
    // By how many notches arrows have moved this control in this frame: -1, 0 or 1. Of what moves
    // in two directions, to the right and up.
    int nudged(std::string_view name) const {
        return name == focus_ ? nudge_.first + nudge_.second : 0;
    }
    std::pair<int, int> nudged_in_plane(std::string_view name) const {
        return name == focus_ ? nudge_ : std::pair(0, 0);
    }
    // The control whose text is edited; that of the last frame.
    void edits(const std::string& name) { editing_ = name; }
    const std::string& edited() const { return edited_; }
    // Tab in a text: its field takes what is written, and ends, in this frame.
    void leave_text() { leaves_text_ = true; }
    bool leaves_text() const { return leaves_text_; }

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
    static void scroll_to(const Rect& rect) {
        const ImVec2 lo = ImGui::GetWindowDrawList()->GetClipRectMin();
        const ImVec2 hi = ImGui::GetWindowDrawList()->GetClipRectMax();
        if (rect.min.y < lo.y || rect.max.y > hi.y) {
            ImGui::SetScrollFromPosY((rect.min.y + rect.max.y) / 2 - ImGui::GetWindowPos().y);
        }
    }

    std::map<std::string, Rect> rects_;
    std::map<std::string, std::string> tips_;
    std::string wanted_, used_, focus_, editing_, edited_;
    std::vector<std::string> stops_, last_stops_;
    std::pair<int, int> nudge_{0, 0};
    bool reveal_ = false, leaves_text_ = false;
    bool shows_tips_ = true;
};

}  // namespace la
