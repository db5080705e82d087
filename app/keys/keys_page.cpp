#include "app/keys/keys_page.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "app/keys/shortcuts.h"
#include "app/panels/preset_chooser.h"
#include "app/ui/key_hints.h"

namespace la {

namespace {

constexpr float kRow = 24, kCap = 20;  // of a line and a keycap, design pixels

struct Line {
    std::vector<std::string> keys;
    std::string what;
};

struct Group {
    std::string name;
    std::vector<Line> lines;
    float height() const { return 30 + kRow * static_cast<float>(lines.size()) + 14; }
};

// Description of a shortcut. For a preset's key it is the preset's title, empty if there is no such
// preset.
std::string what_of(const FrameContext& context, const Shortcut& shortcut) {
    constexpr std::string_view kPreset = "preset.";
    const std::string_view control = shortcut.control;
    if (!control.starts_with(kPreset)) {
        return shortcut.what;
    }
    const std::size_t index = std::strtoul(shortcut.control + kPreset.size(), nullptr, 10);
    const auto preset = preset_of_key(context, index);
    return preset ? preset_at(context, *preset).title : "";
}

std::vector<Group> groups(const FrameContext& context) {
    std::vector<Group> out;
    for (const Shortcut& shortcut : shortcuts()) {
        const std::string what = what_of(context, shortcut);
        if (what.empty()) {
            continue;
        }
        if (out.empty() || out.back().name != shortcut.group) {
            out.push_back({shortcut.group, {}});
        }
        std::vector<Line>& lines = out.back().lines;
        if (lines.empty() || lines.back().what != what) {
            lines.push_back({{}, what});
        }
        lines.back().keys.push_back(key_text(shortcut));
    }
    return out;
}

// Draws keys as keycaps that end at at.x, with text of the ordinary size.
void draw_keys(const Theme& theme, const std::vector<std::string>& keys, ImVec2 at) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ImFont* font = theme.fonts.text;
    const float size = theme.px(Fonts::kText);
    for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
        const ImVec2 text = font->CalcTextSizeA(size, 1e9f, 0, key->c_str());
        const float width = std::max(text.x + theme.px(14), theme.px(24));
        const ImVec2 min{at.x - width, at.y};
        const ImVec2 max{at.x, at.y + theme.px(kCap)};
        draw.AddRectFilled(min, max, theme.colour(theme.palette->plot), theme.px(5));
        draw.AddRect(min, max, plot::with_alpha(theme.colour(theme.palette->text_dim), 0.7f),
                     theme.px(5));
        draw.AddText(font, size, {(min.x + max.x - text.x) / 2, (min.y + max.y - text.y) / 2},
                     theme.colour(theme.palette->accent), key->c_str());
        at.x = min.x - theme.px(6);
    }
}

void draw_group(const Theme& theme, const Group& group, ImVec2 at, float key_column) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float middle = at.x + theme.px(key_column);
    draw.AddText(theme.fonts.heading, theme.px(12.5f), {middle + theme.px(14), at.y},
                 theme.colour(theme.palette->text_dim), group.name.c_str());
    float y = at.y + theme.px(26);
    for (const Line& line : group.lines) {
        draw_keys(theme, line.keys, {middle, y});
        draw.AddText(theme.fonts.text, theme.px(Fonts::kText),
                     {middle + theme.px(14), y + theme.px(1)}, theme.colour(theme.palette->text),
                     line.what.c_str());
        y += theme.px(kRow);
    }
}

// Width of the text of a column, without its keys, in design pixels.
float text_width(const Theme& theme, const std::vector<Group>& column) {
    float widest = 0;
    for (const Group& group : column) {
        for (const Line& line : group.lines) {
            const ImVec2 size =
                theme.fonts.text->CalcTextSizeA(theme.px(Fonts::kText), 1e9f, 0, line.what.c_str());
            widest = std::max(widest, size.x / theme.scale);
        }
    }
    return widest;
}

using Columns = std::vector<std::vector<Group>>;

// The groups in order, a column ends before it would be higher than this.
Columns filled(const std::vector<Group>& all, float limit) {
    Columns out(1);
    float height = 0;
    for (const Group& group : all) {
        if (height > 0 && height + group.height() > limit) {
            out.emplace_back();
            height = 0;
        }
        height += group.height();
        out.back().push_back(group);
    }
    return out;
}

float tallest_of(const std::vector<Group>& groups) {
    float out = 0;
    for (const Group& group : groups) {
        out = std::max(out, group.height());
    }
    return out;
}

// Distributes the groups over `columns` columns, in order; makes the tallest as short as possible.
Columns columns_of(const std::vector<Group>& all, std::size_t columns) {
    float total = 0;
    for (const Group& group : all) {
        total += group.height();
    }
    for (float limit = std::max(total / static_cast<float>(columns), tallest_of(all));;
         limit += 10) {
        if (Columns out = filled(all, limit); out.size() <= columns) {
            return out;
        }
    }
}

constexpr float kKeys = 150, kBetween = 36;  // width of the keys, gap between columns
constexpr float kSide = 30, kHead = 100;     // beside and above the columns
constexpr float kOfWindow = 0.98f;           // of its width and height may be used

// Of the type's size, before the list has two pages. Type that is small already shrinks no more.
float smallest(const Theme& theme) {
    return theme.scale < 0.8f ? 1.0f : 0.85f;
}

// Width and height of the panel around these columns, in design pixels.
ImVec2 size_of(const Theme& theme, const Columns& columns) {
    ImVec2 out{kSide, 0};
    for (const auto& column : columns) {
        out.x += kKeys + text_width(theme, column) + kBetween;
        float height = 0;
        for (const Group& group : column) {
            height += group.height();
        }
        out.y = std::max(out.y, height);
    }
    return {out.x, out.y + kHead};
}

// By how much the columns shrink to be within the window; 1 at most.
float shrink_to(const Theme& theme, const Columns& columns, ImVec2 window) {
    const ImVec2 size = size_of(theme, columns);
    return std::min(
        {1.0f, kOfWindow * window.x / theme.px(size.x), kOfWindow * window.y / theme.px(size.y)});
}

// All on one page where they can be read there; else as many pages as they need.
std::vector<Columns> pages_of(const Theme& theme, const std::vector<Group>& all, ImVec2 window) {
    constexpr std::size_t kColumns = 3;
    const Columns one = columns_of(all, kColumns);
    if (shrink_to(theme, one, window) >= smallest(theme)) {
        return {one};
    }
    const float design = kOfWindow / (theme.px(1) * smallest(theme));
    const float width = kKeys + text_width(theme, all) + kBetween;
    const auto across =
        static_cast<std::size_t>(std::max(1.0f, std::floor((design * window.x - kSide) / width)));
    const Columns columns = filled(all, std::max(design * window.y - kHead, tallest_of(all)));
    std::vector<Columns> out;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i % across == 0) {
            out.emplace_back();
        }
        out.back().push_back(columns[i]);
    }
    return out;
}

std::string foot_text(const UiTemp& temp) {
    if (temp.help_pages == 1) {
        return "any key closes this";
    }
    const std::string place =
        std::to_string(temp.help_page + 1) + " of " + std::to_string(temp.help_pages);
    return temp.help_page + 1 < temp.help_pages ? place + "   any key: the next, Esc closes"
                                                : place + "   any key closes this";
}

void draw_page(const Theme& theme, const Columns& columns, const std::string& foot, Rect panel) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 min{panel.min.x, panel.min.y}, max{panel.max.x, panel.max.y};
    draw.AddRectFilled(min, max, theme.colour(theme.palette->panel), theme.px(12));
    draw.AddRect(min, max, theme.colour(theme.palette->panel_border), theme.px(12));
    draw.AddText(theme.fonts.title, theme.px(19), {min.x + theme.px(34), min.y + theme.px(22)},
                 theme.colour(theme.palette->text), "Keys");
    const ImVec2 extent =
        theme.fonts.small->CalcTextSizeA(theme.px(Fonts::kSmall), 1e9f, 0, foot.c_str());
    draw.AddText(theme.fonts.small, theme.px(Fonts::kSmall),
                 {max.x - extent.x - theme.px(34), min.y + theme.px(27)},
                 theme.colour(theme.palette->text_dim), foot.c_str());
    float x = min.x + theme.px(20);
    for (const auto& column : columns) {
        float y = min.y + theme.px(72);
        for (const Group& group : column) {
            draw_group(theme, group, {x, y}, kKeys);
            y += theme.px(group.height());
        }
        x += theme.px(kKeys + text_width(theme, column) + kBetween);
    }
}

}  // namespace

void keys_page(const FrameContext& context) {
    Theme theme = context.theme();
    UiTemp& temp = context.temp;
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(window);
    ImGui::SetNextWindowFocus();
    ImGui::Begin("help", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_NoBackground);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRectFullScreen();
    draw.AddRectFilled({0, 0}, window,
                       plot::with_alpha(theme.colour(theme.palette->background), 0.8f));

    const std::vector<Columns> pages = pages_of(theme, groups(context), window);
    temp.help_pages = static_cast<int>(pages.size());
    temp.help_page = ImGui::IsWindowAppearing() ? 0 : std::min(temp.help_page, temp.help_pages - 1);
    const Columns& page = pages[static_cast<std::size_t>(temp.help_page)];
    // What has no room at that size is smaller: the widest line or the longest group.
    theme.scale *= shrink_to(theme, page, window);
    const ImVec2 wanted = size_of(theme, page);
    const ImVec2 size{theme.px(wanted.x), theme.px(wanted.y)};
    const ImVec2 min{std::floor((window.x - size.x) / 2), std::floor((window.y - size.y) / 2)};
    const Rect panel{min, {min.x + size.x, min.y + size.y}};
    draw_page(theme, page, foot_text(temp), panel);
    draw.PopClipRect();
    context.ui.controls().add("help_list", panel);
    const bool clicked =
        ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !ImGui::IsWindowAppearing();
    ImGui::End();
    if (clicked) {
        turn_keys_page(temp);
    }
}

void turn_keys_page(UiTemp& temp) {
    temp.help = ++temp.help_page < temp.help_pages;
}

}  // namespace la
