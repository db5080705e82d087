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

// Distributes the groups over `columns` columns, in order; makes the tallest as short as possible.
std::vector<std::vector<Group>> columns_of(const std::vector<Group>& all, std::size_t columns) {
    float total = 0, tallest = 0;
    for (const Group& group : all) {
        total += group.height();
        tallest = std::max(tallest, group.height());
    }
    for (float limit = std::max(total / static_cast<float>(columns), tallest);; limit += 10) {
        std::vector<std::vector<Group>> out(1);
        float height = 0;
        for (const Group& group : all) {
            if (height > 0 && height + group.height() > limit) {
                out.emplace_back();
                height = 0;
            }
            height += group.height();
            out.back().push_back(group);
        }
        if (out.size() <= columns) {
            return out;
        }
    }
}

}  // namespace

void keys_page(const FrameContext& context) {
    constexpr float kKeys = 150, kBetween = 36;  // width of the keys, gap between columns
    constexpr std::size_t kColumns = 3;
    Theme theme = context.theme();
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

    const auto columns = columns_of(groups(context), kColumns);
    float height = 0;
    float width = 0;
    for (const auto& column : columns) {
        width += kKeys + text_width(theme, column) + kBetween;
        float sum = 0;
        for (const Group& group : column) {
            sum += group.height();
        }
        height = std::max(height, sum);
    }
    // All of it is on one page, smaller if need be.
    theme.scale *= std::min(
        {1.0f, 0.98f * window.x / theme.px(width + 30), 0.98f * window.y / theme.px(height + 100)});
    const ImVec2 size{theme.px(width + 30), theme.px(height + 100)};
    const ImVec2 min{std::floor((window.x - size.x) / 2), std::floor((window.y - size.y) / 2)};
    draw.AddRectFilled(min, {min.x + size.x, min.y + size.y}, theme.colour(theme.palette->panel),
                       theme.px(12));
    draw.AddRect(min, {min.x + size.x, min.y + size.y}, theme.colour(theme.palette->panel_border),
                 theme.px(12));
    draw.AddText(theme.fonts.title, theme.px(19), {min.x + theme.px(34), min.y + theme.px(22)},
                 theme.colour(theme.palette->text), "Keys");
    const char* foot = "any key closes this";
    const ImVec2 extent = theme.fonts.small->CalcTextSizeA(theme.px(Fonts::kSmall), 1e9f, 0, foot);
    draw.AddText(theme.fonts.small, theme.px(Fonts::kSmall),
                 {min.x + size.x - extent.x - theme.px(34), min.y + theme.px(27)},
                 theme.colour(theme.palette->text_dim), foot);
    float x = min.x + theme.px(20);
    for (const auto& column : columns) {
        float y = min.y + theme.px(72);
        for (const Group& group : column) {
            draw_group(theme, group, {x, y}, kKeys);
            y += theme.px(group.height());
        }
        x += theme.px(kKeys + text_width(theme, column) + kBetween);
    }
    draw.PopClipRect();
    context.ui.controls().add("help_list", {min, {min.x + size.x, min.y + size.y}});
    const bool clicked =
        ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !ImGui::IsWindowAppearing();
    ImGui::End();
    context.temp.help = context.temp.help && !clicked;
}

}  // namespace la
