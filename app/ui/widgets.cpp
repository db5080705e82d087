#include "app/ui/widgets.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/ui/hit_area.h"
#include "app/ui/key_hints.h"
#include "app/ui/number_field.h"
#include "app/ui/text_plate.h"

namespace la {

namespace {

constexpr ImGuiWindowFlags kPanelFlags =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
    ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNavFocus |
    ImGuiWindowFlags_NoBackground;

void begin_window(const char* name, const Rect& rect, ImGuiWindowFlags flags) {
    ImGui::SetNextWindowPos(rect.min);
    ImGui::SetNextWindowSize(rect.size());
    ImGui::Begin(name, nullptr, flags);
}

}  // namespace

void Widgets::begin_panel(const char* name, const Rect& rect) const {
    begin_window(name, rect, kPanelFlags);
}

void Widgets::begin_scrolling_panel(const char* name, const Rect& rect) const {
    const ImGuiStyle& style = ImGui::GetStyle();
    // The bar lies in the margin, so rows are equally wide with and without it. A panel without a
    // margin has a bar, too: ImGui aborts where one of no width is needed.
    const float bar = std::max(1.0f, std::floor(theme_.px(6)));
    ImGui::SetNextWindowContentSize({rect.width() - 2 * style.WindowPadding.x, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, bar);
    ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarRounding, bar / 2);
    begin_window(name, rect, kPanelFlags & ~ImGuiWindowFlags_NoScrollbar);
    ImGui::PopStyleVar(2);
    ImGui::SetScrollX(0);
    // ImGui rounds rows above the screen's edge up and those below down, so scrolling makes the
    // content a little longer. A panel scrolled to the end stays at the end.
    float& end = *ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID("end"));
    const float now = ImGui::GetScrollMaxY();
    if (now > end && now < end + theme_.px(20) && ImGui::GetScrollY() >= end) {
        ImGui::SetScrollY(now);
    }
    end = now;
}

void Widgets::end_panel() const {
    ImGui::End();
}

void Widgets::heading(const char* text) const {
    ImGui::Dummy({0, theme_.px(2)});
    ImGui::PushFont(theme_.fonts.heading);
    fitted_line(theme_.colour(theme_.palette->text_dim), text);
    ImGui::PopFont();
}

bool Widgets::section(const char* name, const char* text, bool& closed) const {
    const std::string full = std::string("section.") + name;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::PushFont(theme_.fonts.heading);
    const float line = ImGui::GetTextLineHeight();
    const float top = at.y + theme_.px(2) + ImGui::GetStyle().ItemSpacing.y;
    ImGui::Dummy({0, theme_.px(2)});
    if (hit_area(full.c_str(), {width, line}) || controls_.used(full)) {
        closed = !closed;
    }
    controls_.add_last_item(full);
    add_stop(full);
    const bool hovered = ImGui::IsItemHovered();
    tooltip(closed ? "Show this section" : "Hide this section");
    const ImU32 colour = theme_.colour(hovered ? theme_.palette->text : theme_.palette->text_dim);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddText({at.x, top}, colour, text);
    ImGui::PopFont();
    // Chevron at the right edge: down if the rows are shown, left if they are hidden.
    const float r = theme_.px(3.5f);
    const ImVec2 c{at.x + width - 2 * r, std::round(top + line / 2)};
    const ImVec2 open_points[] = {
        {c.x - r, c.y - r / 2}, {c.x, c.y + r / 2}, {c.x + r, c.y - r / 2}};
    const ImVec2 shut_points[] = {
        {c.x + r / 2, c.y - r}, {c.x - r / 2, c.y}, {c.x + r / 2, c.y + r}};
    draw.AddPolyline(closed ? shut_points : open_points, 3, colour, 0, theme_.px(1.4f));
    return !closed;
}

namespace {

constexpr float kTooltip = 340;  // longest line of a tooltip, design pixels

void show_tooltip(const Theme& theme, std::string_view text, const std::string& keys) {
    // Panels without padding have tooltips too.
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(12), theme.px(10)});
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(theme.px(kTooltip));
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopTextWrapPos();
    if (!keys.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->accent));
        ImGui::Text("key  %s", keys.c_str());
        ImGui::PopStyleColor();
    }
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

// Disabled items have tooltips too, which say why they are disabled.
bool hovered(const Controls& controls) {
    return controls.shows_tips() && ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled);
}

}  // namespace

void Widgets::tooltip(std::string_view text) const {
    if (!text.empty() && hovered(controls_)) {
        show_tooltip(theme_, text, {});
    }
}

void Widgets::tooltip_beside(std::string_view text) const {
    if (text.empty() || !hovered(controls_)) {
        return;
    }
    const ImVec2 window = ImGui::GetWindowPos();
    const float gap = theme_.px(6);
    const float right = window.x + ImGui::GetWindowWidth() + gap;
    const bool fits = right + theme_.px(kTooltip + 24) < ImGui::GetIO().DisplaySize.x;
    ImGui::SetNextWindowPos({fits ? right : window.x - gap, ImGui::GetItemRectMin().y},
                            ImGuiCond_Always, {fits ? 0.0f : 1.0f, 0});
    show_tooltip(theme_, text, {});
}

void Widgets::tooltip_of(const char* name, std::string_view text) const {
    controls_.describe(name, text);
    if (!text.empty() && hovered(controls_)) {
        show_tooltip(theme_, text, key_hint(name));
    }
}

namespace {

// BeginDisabled is all that makes this program's widgets pale.
bool disabled() {
    return ImGui::GetStyle().Alpha < 1;
}

// The number that an arrow leads to: the next whole one, or a step of the second digit.
double nudged_number(double value, int by, const char* format, double max) {
    if (std::string_view(format) == "%.0f") {
        return value + by;
    }
    const double size = std::abs(value);
    const double step = std::pow(10, std::floor(std::log10(size > 0 ? size : max)) - 1);
    const double next = (std::round(value / step) + by) * step;
    return std::abs(next) < step / 2 ? 0 : next;
}

}  // namespace

void Widgets::add_stop(const std::string& name) const {
    if (!disabled()) {
        controls_.add_stop(name, {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()});
    }
}

void Widgets::open_list(const char* name) const {
    if (controls_.used(name) && !disabled()) {
        ImGui::PushID("##choice");
        ImGui::OpenPopup(ImGui::GetID("##ComboPopup"));  // as BeginCombo names it
        ImGui::PopID();
    }
}

void Widgets::focus_text(const char* name) const {
    if (controls_.used(name)) {
        ImGui::SetKeyboardFocusHere();
    }
}

bool Widgets::text_stop(const char* name) const {
    add_stop(name);
    if (!ImGui::IsItemActive()) {
        return false;
    }
    controls_.edits(name);
    if (controls_.leaves_text()) {
        ImGui::SetWindowFocus(nullptr);  // ends the editing
        return true;
    }
    return false;
}

bool Widgets::button(const char* name, const char* label, std::string_view tip) const {
    ImGui::PushID(name);
    const bool pressed = ImGui::Button(label) || (controls_.used(name) && !disabled());
    ImGui::PopID();
    controls_.add_last_item(name);
    add_stop(name);
    tooltip_of(name, tip);
    return pressed;
}

bool Widgets::link(const char* name, const char* label, std::string_view tip) const {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size = ImGui::CalcTextSize(label);
    const bool pressed = hit_area(name, size) || controls_.used(name);
    controls_.add_last_item(name);
    add_stop(name);
    const bool over = ImGui::IsItemHovered();
    tooltip_of(name, tip);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 colour = ImGui::GetColorU32(ImGuiCol_Text);
    draw.AddText(at, colour, label);
    if (over) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        draw.AddLine({at.x, at.y + size.y}, {at.x + size.x, at.y + size.y}, colour, theme_.px(1));
    }
    return pressed;
}

std::optional<int> Widgets::choice(const char* name, float width, int current,
                                   std::span<const char* const> labels,
                                   std::string_view tip) const {
    std::optional<int> chosen;
    ImGui::PushID(name);
    ImGui::SetNextItemWidth(width);
    // Added before the list opens: while it is open, the last item is one of the list.
    controls_.add_next_item(name, {width, ImGui::GetFrameHeight()});
    controls_.describe(name, tip);
    const auto count = static_cast<int>(labels.size());
    if (const int by = controls_.nudged(name); by != 0 && !disabled()) {
        const int next = std::clamp(current - by, 0, count - 1);  // down is the next in the list
        chosen = next != current ? std::optional(next) : std::nullopt;
    }
    open_list(name);
    if (!begin_fitted_combo("##choice", labels[current])) {
        add_stop(name);
        tooltip_of(name, tip);
    } else {
        for (int i = 0; i < count; ++i) {
            if (ImGui::Selectable(labels[i], i == current)) {
                chosen = i;
            }
            if (i == current) {
                ImGui::SetItemDefaultFocus();
            }
            if (!ImGui::IsWindowAppearing()) {  // the first frame is not drawn
                controls_.add_last_item(std::string(name) + "." + std::to_string(i));
            }
        }
        ImGui::EndCombo();
    }
    ImGui::PopID();
    return chosen;
}

namespace {

// Draws a label on the left and moves the cursor so that a value of this width ends on the right.
void row_label(const Theme& theme, const char* label, float value_width) {
    ImGui::AlignTextToFramePadding();
    ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->text_dim));
    ImGui::TextUnformatted(label);
    ImGui::PopStyleColor();
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - value_width);
    ImGui::SetNextItemWidth(value_width);
}

}  // namespace

std::optional<double> Widgets::number_row(const char* name, const char* label, double value,
                                          double min, double max, const char* format,
                                          std::string_view tip) const {
    ImGui::PushID(name);
    row_label(theme_, label, theme_.px(96));
    double edited = value;
    focus_text(name);
    number_field(edited, format);
    const int by = disabled() ? 0 : controls_.nudged(name);
    const bool done = ImGui::IsItemDeactivatedAfterEdit() || by != 0;
    controls_.add_last_item(name);
    if (!ImGui::IsItemActive()) {
        tooltip_of(name, tip);
    }
    const bool left = text_stop(name);
    ImGui::PopID();
    if (by != 0) {
        edited = nudged_number(value, by, format, max);
    }
    if ((!done && !left) || !std::isfinite(edited) || edited == value) {
        return std::nullopt;
    }
    return std::clamp(edited, min, max);
}

std::optional<int> Widgets::choice_row(const char* name, const char* label, int current,
                                       std::span<const std::string_view> labels,
                                       std::string_view tip) const {
    const float width = theme_.px(124);
    row_label(theme_, label, width);
    std::vector<std::string> copies(labels.begin(), labels.end());
    std::vector<const char*> texts;
    for (const std::string& copy : copies) {
        texts.push_back(copy.c_str());
    }
    return choice(name, width, current, texts, tip);
}

bool Widgets::check(const char* name, const char* label, bool& value, std::string_view tip) const {
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);  // so that an empty box is visible
    bool changed = ImGui::Checkbox(label, &value);
    if (controls_.used(name) && !disabled()) {
        value = !value;
        changed = true;
    }
    ImGui::PopStyleVar();
    controls_.add_last_item(name);
    add_stop(name);
    tooltip_of(name, tip);
    return changed;
}

std::optional<int> Widgets::tabs(const char* name, int current, std::span<const char* const> labels,
                                 std::string_view tip) const {
    const std::string text(tip);
    const std::vector<const char*> tips(labels.size(), text.c_str());
    return tabs(name, current, labels, tips);
}

std::optional<int> Widgets::tabs(const char* name, int current, std::span<const char* const> labels,
                                 std::span<const char* const> tips) const {
    ImGui::PushFont(theme_.fonts.small);
    const float pad = theme_.px(6);
    float width = 0;
    for (const char* label : labels) {
        width += ImGui::CalcTextSize(label).x + 2 * pad;
    }
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - width);
    const ImVec2 cursor = ImGui::GetCursorScreenPos();
    const float height = ImGui::GetTextLineHeight() + theme_.px(3);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    std::optional<int> chosen;
    float x = cursor.x;
    for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
        const ImVec2 size(ImGui::CalcTextSize(labels[i]).x + 2 * pad, height);
        const std::string full = std::string(name) + "." + std::to_string(i);
        ImGui::SetCursorScreenPos({x, cursor.y});
        if (hit_area(full.c_str(), size) || controls_.used(full)) {
            chosen = i;
        }
        controls_.add_last_item(full);
        add_stop(full);
        controls_.describe(full, std::string(labels[i]) + ": " + tips[i]);
        tooltip(tips[i]);
        const bool bright = i == current || ImGui::IsItemHovered();
        draw.AddText({x + pad, cursor.y},
                     theme_.colour(bright ? theme_.palette->text : theme_.palette->text_dim),
                     labels[i]);
        if (i == current) {
            draw.AddRectFilled({x + pad, cursor.y + height - theme_.px(1.5f)},
                               {x + size.x - pad, cursor.y + height},
                               theme_.colour(theme_.palette->accent));
        }
        x += size.x;
    }
    ImGui::PopFont();
    return chosen;
}

std::optional<int> Widgets::segments(const char* name, int current,
                                     std::span<const char* const> labels,
                                     std::span<const char* const> tips, float width) const {
    const auto count = static_cast<int>(labels.size());
    const ImVec2 at = ImGui::GetCursorScreenPos();
    width = width > 0 ? width : ImGui::GetContentRegionAvail().x;
    const float height = theme_.px(22);
    const float round = theme_.px(4);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(at, {at.x + width, at.y + height}, ImGui::GetColorU32(ImGuiCol_FrameBg),
                       round);
    ImGui::PushFont(theme_.fonts.small);
    std::optional<int> chosen;
    for (int i = 0; i < count; ++i) {
        const float x0 =
            std::round(at.x + width * static_cast<float>(i) / static_cast<float>(count));
        const float x1 =
            std::round(at.x + width * static_cast<float>(i + 1) / static_cast<float>(count));
        const std::string full = std::string(name) + "." + std::to_string(i);
        ImGui::SetCursorScreenPos({x0, at.y});
        if (hit_area(full.c_str(), {x1 - x0, height}) || controls_.used(full)) {
            chosen = i;
        }
        controls_.add_last_item(full);
        add_stop(full);
        const bool hovered = ImGui::IsItemHovered();
        tooltip_of(key_hint(full).empty() ? name : full.c_str(), tips[i]);
        controls_.describe(full, std::string(labels[i]) + ": " + tips[i]);
        const Palette& p = *theme_.palette;
        if (i == current || hovered) {
            draw.AddRectFilled({x0, at.y}, {x1, at.y + height},
                               i == current ? ImGui::GetColorU32(ImGuiCol_HeaderActive)
                                            : ImGui::GetColorU32(ImGuiCol_FrameBgHovered),
                               round);
        }
        const ImVec2 text = ImGui::CalcTextSize(labels[i]);
        draw.AddText({std::round((x0 + x1 - text.x) / 2), at.y + std::round((height - text.y) / 2)},
                     theme_.colour(i == current || hovered ? p.text : p.text_dim), labels[i]);
    }
    ImGui::PopFont();
    return chosen;
}

}  // namespace la
