#include "app/palette/palette.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "app/palette/palette_entries.h"
#include "app/stage/spotlight.h"
#include "app/ui/hit_area.h"

namespace la {

namespace {

constexpr int kRows = 11;
constexpr float kWidth = 640, kRow = 40, kField = 58;  // design pixels

void row(const FrameContext& context, const PaletteEntry& entry, bool chosen, float width) {
    const Theme& theme = context.theme();
    const Palette& p = *theme.palette;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 end{at.x + width, at.y + theme.px(kRow)};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (chosen) {
        draw.AddRectFilled(at, end, ImGui::GetColorU32(ImGuiCol_HeaderActive), theme.px(5));
    }
    const float left = at.x + theme.px(10), right = end.x - theme.px(10);
    const std::string note = entry.kind + (entry.key.empty() ? "" : "   " + entry.key);
    const float noted = ImGui::CalcTextSize(note.c_str()).x;
    draw.PushClipRect(at, {right - noted - theme.px(12), end.y}, true);
    draw.AddText({left, at.y + theme.px(3)}, theme.colour(p.text), entry.title.c_str());
    draw.PopClipRect();
    draw.PushClipRect(at, end, true);
    draw.AddText(theme.fonts.small, theme.px(Fonts::kSmall), {left, at.y + theme.px(21)},
                 theme.colour(chosen ? p.text : p.text_dim), entry.about.c_str());
    draw.PopClipRect();
    draw.AddText({right - noted, at.y + theme.px(3)},
                 theme.colour(chosen              ? p.text
                              : entry.key.empty() ? p.text_dim
                                                  : p.accent),
                 note.c_str());
}

// The one that is taken: by Enter, or by a click.
void take(const FrameContext& context, const PaletteEntry& entry) {
    context.temp.palette.open = false;
    context.experiment.begin_gesture();
    entry.take(context);
}

void list(const FrameContext& context, const std::vector<PaletteEntry>& found, float width) {
    PaletteUi& ui = context.temp.palette;
    const int count = static_cast<int>(found.size());
    ui.chosen = std::clamp(ui.chosen, 0, std::max(0, count - 1));
    const int first = std::clamp(ui.chosen - kRows / 2, 0, std::max(0, count - kRows));
    for (int i = first; i < std::min(first + kRows, count); ++i) {
        const PaletteEntry& entry = found[static_cast<std::size_t>(i)];
        const ImVec2 at = ImGui::GetCursorScreenPos();
        row(context, entry, i == ui.chosen, width);
        const std::string name = "palette." + std::to_string(i - first);
        if (hit_area(name.c_str(), {width, context.theme().px(kRow)})) {
            take(context, entry);
            return;
        }
        context.ui.controls().add_last_item(name);
        ImGui::SetCursorScreenPos({at.x, at.y + context.theme().px(kRow)});
    }
    if (count == 0) {
        ImGui::TextDisabled("nothing has this name");
    }
}

// The text is selected when its field becomes active: typing would replace it.
int go_to_end(ImGuiInputTextCallbackData* text) {
    if (bool& wanted = *static_cast<bool*>(text->UserData); wanted) {
        text->CursorPos = text->SelectionStart = text->SelectionEnd = text->BufTextLen;
        wanted = false;
    }
    return 0;
}

// A setting that was gone to and has no control on screen: its value is typed here.
void ask_for_value(const FrameContext& context) {
    constexpr int kFramesToAppear = 4;  // of a control whose section opens
    PaletteUi& ui = context.temp.palette;
    if (ui.path.empty() || ++ui.frames < kFramesToAppear) {
        return;
    }
    const std::string path = std::exchange(ui.path, {});
    if (!context.ui.controls().rects().contains(ui.target)) {
        ui = {.open = true, .begin = true, .at_end = true};
        const std::string text = path + " = ";
        std::ranges::copy(text.substr(0, ui.text.size() - 1), ui.text.begin());
    }
}

}  // namespace

void palette_panel(const FrameContext& context) {
    PaletteUi& ui = context.temp.palette;
    if (!ui.open) {
        if (ui.seconds_left > 0) {
            spotlight(context, ui.target, {}, static_cast<float>(ImGui::GetTime()));
        }
        ask_for_value(context);
        return;
    }
    const Theme& theme = context.theme();
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    const auto found = matching(palette_entries(context, ui.text.data()), ui.text.data());
    const ImVec2 size{std::min(theme.px(kWidth), 0.94f * window.x),
                      theme.px(kField + kRow * kRows + 14)};
    ImGui::SetNextWindowPos({std::floor((window.x - size.x) / 2), theme.px(60)});
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(12), theme.px(12)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme.px(10));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme.colour(theme.palette->panel));
    if (ui.begin) {
        ImGui::SetNextWindowFocus();
    }
    ImGui::Begin(
        "palette", nullptr,
        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::SetNextItemWidth(-1);
    if (ui.begin) {
        ImGui::SetKeyboardFocusHere();
    }
    if (ImGui::InputTextWithHint(
            "##wanted", "a control, preset, data set or lesson; or hidden = 32", ui.text.data(),
            ui.text.size(), ImGuiInputTextFlags_CallbackAlways, go_to_end, &ui.at_end)) {
        ui.chosen = 0;
    }
    ui.begin = false;
    context.ui.controls().add(
        "palette", {ImGui::GetWindowPos(),
                    {ImGui::GetWindowPos().x + size.x, ImGui::GetWindowPos().y + size.y}});
    ImGui::Dummy({0, theme.px(2)});
    if (ui.enter && !found.empty()) {
        ui.enter = false;
        take(context, found[static_cast<std::size_t>(
                          std::clamp(ui.chosen, 0, static_cast<int>(found.size()) - 1))]);
    } else {
        ui.enter = false;
        list(context, found, ImGui::GetContentRegionAvail().x);
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
}

bool press_in_palette(const FrameContext& context, const KeyPress& key) {
    PaletteUi& ui = context.temp.palette;
    if (!ui.open) {
        return false;
    }
    if (key.key == kKeyEscape || (key.key == 'P' && key.modifiers == kCtrl)) {
        ui.open = false;
    } else if (key.key == kKeyDown || key.key == kKeyUp) {
        ui.chosen += key.key == kKeyDown ? 1 : -1;
    } else if (key.key == kKeyPageDown || key.key == kKeyPageUp) {
        ui.chosen += key.key == kKeyPageDown ? kRows : -kRows;
    } else if (key.key == kKeyEnter) {
        ui.enter = true;
    }
    // Everything else is typed; leaving the program is not hindered.
    return !(key.key == 'Q' && key.modifiers == kCtrl);
}

}  // namespace la
