#include "app/keys/keyboard_focus.h"

#include <algorithm>
#include <string>
#include <vector>

#include "app/ui/unseen_lists.h"

namespace la {

namespace {

bool list_open() {
    return ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
}

void go_on(Controls& controls, int by) {
    const std::vector<std::string>& stops = controls.stops();
    if (stops.empty()) {
        return;
    }
    const auto count = static_cast<int>(stops.size());
    const std::string& from = controls.focused().empty() ? controls.edited() : controls.focused();
    const auto found = std::ranges::find(stops, from);
    const int at = found != stops.end() ? static_cast<int>(found - stops.begin())
                   : by > 0             ? -1
                                        : count;
    controls.focus(stops[static_cast<std::size_t>((at + by + count) % count)]);
    if (ImGui::GetIO().WantTextInput) {
        controls.leave_text();
    }
}

// Without a window there are no keys.
bool has_keys(const ImGuiIO& io) {
    return io.BackendPlatformUserData != nullptr;
}

// Keys that go through an open list, which Dear ImGui does.
bool moves_in_list(int key) {
    return key == kKeyUp || key == kKeyDown || key == kKeyLeft || key == kKeyRight ||
           key == kKeyEnter || key == kKeyTab || key == kKeyHome || key == kKeyEnd ||
           key == kKeyPageUp || key == kKeyPageDown;
}

}  // namespace

bool press_on_controls(const FrameContext& context, const KeyPress& key) {
    Controls& controls = context.ui.controls();
    if (context.temp.help || context.temp.palette.open) {
        return false;
    }
    if (list_open()) {
        return moves_in_list(key.key) && !ImGui::GetIO().WantTextInput;
    }
    if (key.key == kKeyTab && (key.modifiers & ~kShift) == 0) {
        go_on(controls, (key.modifiers & kShift) != 0 ? -1 : 1);
        return true;
    }
    if (controls.focused().empty() || ImGui::GetIO().WantTextInput || key.modifiers != 0) {
        return false;
    }
    if (std::ranges::find(controls.stops(), controls.focused()) == controls.stops().end()) {
        controls.focus("");  // it has gone
        return false;
    }
    switch (key.key) {
        case kKeyEscape:
            controls.focus("");
            return true;
        case kKeyEnter:
            controls.use(controls.focused());
            return true;
        case kKeyUp:
        case kKeyDown:
            controls.nudge(0, key.key == kKeyUp ? 1 : -1);
            return true;
        case kKeyRight:
        case kKeyLeft:
            controls.nudge(key.key == kKeyRight ? 1 : -1, 0);
            return true;
        default:
            return false;
    }
}

void focus_ring(const FrameContext& context) {
    close_unseen_lists();
    Controls& controls = context.ui.controls();
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) ||
        ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
        controls.focus("");
    }
    // Of the keys in an open list Dear ImGui takes care; without one it would take the shortcuts'.
    ImGuiIO& io = ImGui::GetIO();
    io.ConfigFlags = list_open() && has_keys(io)
                         ? io.ConfigFlags | ImGuiConfigFlags_NavEnableKeyboard
                         : io.ConfigFlags & ~ImGuiConfigFlags_NavEnableKeyboard;
    const auto found = controls.rects().find(controls.focused());
    if (found == controls.rects().end() || list_open()) {
        return;
    }
    const Theme& theme = context.theme();
    const float gap = theme.px(3);
    const Rect ring{{found->second.min.x - gap, found->second.min.y - gap},
                    {found->second.max.x + gap, found->second.max.y + gap}};
    ImDrawList& draw = *ImGui::GetForegroundDrawList();
    draw.AddRect(ring.min, ring.max, theme.colour(theme.palette->background), theme.px(6), 0,
                 theme.px(4));
    draw.AddRect(ring.min, ring.max, theme.colour(theme.palette->accent), theme.px(6), 0,
                 theme.px(2));
    controls.add("focus", ring);
}

}  // namespace la
