#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/hit_area.h"
#include "app/ui/number_field.h"
#include "app/ui/widgets.h"

namespace la {

namespace {

constexpr float kNotch = 0.02f;  // of a track's length, by which an arrow moves its grab

}  // namespace

// In the place of a track: a field, from when it is asked for until editing ends. True while it is
// there.
bool Widgets::typed_in_place(const char* name, ImVec2 size, TypedValue& value) const {
    ImGui::PushID(name);
    // 0: closed; -1: it has the keyboard; else the frames that it has been waiting for it.
    int& field = *ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("typed"));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool over =
        ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(at, {at.x + size.x, at.y + size.y});
    const bool clicked =
        over && (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) ||
                 (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && ImGui::GetIO().KeyCtrl));
    if (field == 0 && (clicked || controls_.used(name))) {
        field = 1;
        ImGui::SetKeyboardFocusHere();
    }
    const bool there = field != 0;
    if (there) {
        constexpr int kPatience = 5;  // frames; a field that is clipped never gets it
        double typed = value.value;
        ImGui::SetNextItemWidth(size.x);
        number_field(typed, value.format);
        controls_.add_last_item(std::string(name) + ".value");
        const bool active = ImGui::IsItemActive();
        const bool left = text_stop(name);
        if (left || ImGui::IsItemDeactivatedAfterEdit()) {
            value.typed = std::isfinite(typed) ? std::optional(typed) : std::nullopt;
        }
        field = left || (field < 0 && !active) || field > kPatience ? 0 : active ? -1 : field + 1;
    }
    ImGui::PopID();
    return there;
}

bool Widgets::track(const char* name, float width, float& unit, std::string_view tip,
                    TypedValue* value) const {
    const float radius = theme_.px(7.5f);
    const float height = 2 * radius + theme_.px(4);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (value && typed_in_place(name, {width, height}, *value)) {
        return false;
    }
    hit_area(name, {width, height});
    const bool active = ImGui::IsItemActive();
    add_stop(name);
    const int by = controls_.nudged(name);
    unit = std::clamp(unit + kNotch * static_cast<float>(by), 0.0f, 1.0f);
    const bool hovered = ImGui::IsItemHovered();
    controls_.add_visible(name, {{at.x + radius, at.y}, {at.x + width - radius, at.y + height}});
    if (!active) {
        tooltip_of(name, tip);
    }
    const float x0 = at.x + radius;
    const float x1 = at.x + width - radius;
    if (active) {
        unit = std::clamp((ImGui::GetIO().MousePos.x - x0) / std::max(1.0f, x1 - x0), 0.0f, 1.0f);
    }
    const float y = at.y + height / 2;
    const float x = x0 + std::clamp(unit, 0.0f, 1.0f) * (x1 - x0);
    const float half = theme_.px(2);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 accent = theme_.colour(theme_.palette->accent);
    draw.AddRectFilled({x0, y - half}, {x1, y + half}, theme_.colour(theme_.palette->panel_border),
                       half);
    draw.AddRectFilled({x0, y - half}, {x, y + half}, accent, half);
    if (hovered || active) {
        draw.AddCircleFilled({x, y}, radius * 1.5f, plot::with_alpha(accent, 0.25f), 24);
    }
    draw.AddCircleFilled({x, y}, radius, accent, 24);
    return active || by != 0;
}

}  // namespace la
