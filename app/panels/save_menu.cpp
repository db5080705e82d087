#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "app/panels/panel.h"
#include "app/state/save_name.h"
#include "app/ui/icons.h"

namespace la {

namespace {

constexpr float kWidth = 372;       // of the menu, in design pixels
constexpr float kSaidSeconds = 20;  // so long the status line says what became of a file

void kinds(const Panel& panel) {
    SaveSettings& save = panel.state.save;
    for (std::size_t i = 0; i < kSaveKinds.size(); ++i) {
        const auto kind = static_cast<SaveKind>(i);
        if (panel.still() && needs_training(kind)) {
            continue;
        }
        char label[80];
        std::snprintf(label, sizeof label, "%s  (%s)", kSaveKinds[i].label,
                      kSaveKinds[i].extension + 1);
        const bool none = kind == SaveKind::Sweep && !panel.temp.sweep.state;
        ImGui::BeginDisabled(none);
        if (ImGui::RadioButton(label, save.kind == kind)) {
            save.kind = kind;
        }
        ImGui::EndDisabled();
        if (!ImGui::IsWindowAppearing()) {
            panel.ui.controls().add_last_item("save.kind." + std::to_string(i));
        }
        panel.ui.tooltip_beside(none ? "There has been no sweep yet: S begins one"
                                     : kSaveKinds[i].tip);
    }
}

void size_rows(const Panel& panel) {
    SaveSettings& save = panel.state.save;
    static constexpr std::array<std::string_view, 4> kSizes{"as the window", "twice that",
                                                            "3840 × 2160", "other"};
    if (const auto chosen = panel.ui.choice_row("save.size", "size", static_cast<int>(save.size),
                                                kSizes, "Pixels; type and lines grow along")) {
        save.size = static_cast<SaveSize>(*chosen);
    }
    if (save.size != SaveSize::Own) {
        return;
    }
    const auto side = [&](const char* name, const char* label, int& value) {
        if (const auto pixels = panel.ui.number_row(name, label, value, kLeastPixels, kMostPixels,
                                                    "%.0f", "Pixels, 64 to 8192")) {
            value = static_cast<int>(*pixels);
        }
    };
    side("save.width", "width", save.own.x);
    side("save.height", "height", save.own.y);
}

void plot_row(const Panel& panel) {
    std::vector<std::string_view> names;
    for (const Quantity quantity : panel.state.curves) {
        names.emplace_back(info(quantity).name);
    }
    if (const auto chosen = panel.ui.choice_row("save.plot", "plot", panel.state.save.plot, names,
                                                "One of the three plots below the views")) {
        panel.state.save.plot = *chosen;
    }
}

// A field for text as wide as the menu, with words that stand where nothing is written.
void text_row(const Panel& panel, const char* name, const char* label, const std::string& hint,
              std::string& value, const char* tip) {
    const float left = panel.theme().px(62);
    ImGui::PushID(name);
    ImGui::AlignTextToFramePadding();
    ImGui::PushStyleColor(ImGuiCol_Text, panel.theme().colour(panel.theme().palette->text_dim));
    ImGui::TextUnformatted(label);
    ImGui::PopStyleColor();
    ImGui::SameLine(left);
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    char text[1024];
    std::snprintf(text, sizeof text, "%s", value.c_str());
    if (ImGui::InputTextWithHint("##text", hint.c_str(), text, sizeof text)) {
        value = text;
    }
    panel.ui.controls().add_last_item(name);
    if (!ImGui::IsItemActive()) {
        panel.ui.tooltip(tip);
    }
    ImGui::PopID();
}

// Not a way to somewhere else, and nothing that a file cannot be called.
bool good_name(const std::string& name) {
    return name.find('/') == name.npos && name != "." && name != "..";
}

void menu(const Panel& panel) {
    const Theme& theme = panel.theme();
    SaveSettings& save = panel.state.save;
    panel.ui.heading("SAVE");
    if (panel.still() && needs_training(save.kind)) {
        save.kind = SaveKind::Picture;
    }
    kinds(panel);
    ImGui::Dummy({theme.px(kWidth), theme.px(2)});
    if (has_size(save.kind)) {
        size_rows(panel);
    }
    if (is_film(save.kind)) {
        const double usual = save.kind == SaveKind::DepthFilm ? 6 : 12;
        const double shown = save.seconds > 0 ? save.seconds : usual;
        if (const auto seconds = panel.ui.number_row("save.seconds", "seconds", shown, 0.1, 600,
                                                     "%.1f", "Length of the film, 30 frames/s")) {
            save.seconds = *seconds;
        }
    }
    if (save.kind == SaveKind::Plot) {
        plot_row(panel);
    }
    const std::string usual = usual_name(save.kind, panel.temp.preset, panel.shown().step,
                                         info(panel.state.curves[save.plot]).name);
    text_row(
        panel, "save.name", "name", usual, save.name,
        "Without its ending. A file that is there is never written over: the next free number is "
        "added");
    text_row(panel, "save.folder", "folder", "where the program was started", save.folder,
             "An existing folder");
    ImGui::Dummy({0, theme.px(4)});
    const bool busy = panel.temp.saving.busy;
    const bool named = good_name(save.name);
    ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_FrameBg));
    ImGui::BeginDisabled(busy || !named);
    if (panel.ui.button("save.go", LA_ICON_SAVE "  save",
                        busy    ? "One file at a time: this one is not done yet"
                        : named ? ""
                                : "A name, without a folder")) {
        panel.temp.wishes.saving.save = save;
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndDisabled();
    ImGui::PopStyleColor();
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    const bool beside = save.kind == SaveKind::Metrics || save.kind == SaveKind::Sweep;
    ImGui::TextDisabled("%s", save.kind == SaveKind::Points ? "as train's data.csv"
                              : beside                      ? "with its configuration beside it"
                                                            : "with its configuration inside");
}

}  // namespace

void save_menu(const Panel& panel) {
    const bool pressed =
        panel.ui.button("save", LA_ICON_SAVE,
                        "Save pictures, films and tables; Ctrl+E a picture of the views at once");
    const ImVec2 below{ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y + panel.theme().px(6)};
    if (pressed || panel.temp.open_save_menu) {
        panel.temp.open_save_menu = false;
        ImGui::OpenPopup("##save_menu");
    }
    ImGui::SetNextWindowPos(below, ImGuiCond_Always);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {panel.theme().px(14), panel.theme().px(10)});
    if (ImGui::BeginPopup("##save_menu")) {
        menu(panel);
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

std::string saving_line(const UiTemp& temp) {
    return temp.saving.busy || temp.saving_age < kSaidSeconds ? temp.saving.line : std::string();
}

float save_status(const Panel& panel, float right) {
    const std::string line = saving_line(panel.temp);
    if (line.empty()) {
        return right;
    }
    const Theme& theme = panel.theme();
    const SaveState& saving = panel.temp.saving;
    if (saving.busy) {
        const float width = ImGui::CalcTextSize("cancel").x + theme.px(16);
        ImGui::SameLine(right - width);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {theme.px(8), 0});
        if (panel.ui.button("save.cancel", "cancel", "Give this file up; nothing of it stays")) {
            panel.temp.wishes.saving.cancel = true;
        }
        ImGui::PopStyleVar();
        right -= width + theme.px(12);
        const float bar = theme.px(90);
        const float y = at.y + theme.px(6);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float x = at.x - theme.px(12) - bar;
        draw.AddRectFilled({x, y}, {x + bar, y + theme.px(4)},
                           theme.colour(theme.palette->panel_border), theme.px(2));
        draw.AddRectFilled({x, y}, {x + bar * saving.part, y + theme.px(4)},
                           theme.colour(theme.palette->accent), theme.px(2));
        right -= bar + theme.px(10);
    }
    const float width = std::min(ImGui::CalcTextSize(line.c_str()).x, theme.px(620));
    ImGui::SameLine(right - width);
    ImGui::PushStyleColor(
        ImGuiCol_Text, theme.colour(saving.failed ? theme.palette->error : theme.palette->accent));
    ImGui::TextUnformatted(line.c_str());
    ImGui::PopStyleColor();
    panel.ui.tooltip(line);
    return right - width - theme.px(18);
}

}  // namespace la
