#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "app/experiment/history_view.h"
#include "app/panels/panels.h"
#include "app/readouts/page_plots.h"
#include "app/state/save_name.h"
#include "app/ui/icons.h"

namespace la {

namespace {

constexpr float kWidth = 372;       // of the menu, in design pixels
constexpr float kSaidSeconds = 20;  // how long the status line shows the result

bool offered(const FrameContext& context, SaveKind kind) {
    if (context.opens_shallow()) {
        return is_of_shallow_runs(kind);
    }
    return !context.frozen() || !needs_training(kind) ||
           (kind == SaveKind::TrainingFilm && can_look_back(context.snapshot));
}

void kinds(const FrameContext& context) {
    SaveSettings& save = context.state.save;
    for (std::size_t i = 0; i < kSaveKinds.size(); ++i) {
        const auto kind = static_cast<SaveKind>(i);
        if (!offered(context, kind)) {
            continue;
        }
        char label[80];
        std::snprintf(label, sizeof label, "%s  (%s)", kSaveKinds[i].label,
                      kSaveKinds[i].extension + 1);
        const bool none = kind == SaveKind::Sweep && !context.temp.sweep.state;
        ImGui::BeginDisabled(none);
        if (ImGui::RadioButton(label, save.kind == kind)) {
            save.kind = kind;
        }
        ImGui::EndDisabled();
        if (!ImGui::IsWindowAppearing()) {
            context.ui.controls().add_last_item("save.kind." + std::to_string(i));
        }
        context.ui.tooltip_beside(none ? "There has been no sweep yet: S begins one"
                                       : kSaveKinds[i].tip);
    }
}

void size_rows(const FrameContext& context) {
    SaveSettings& save = context.state.save;
    static constexpr std::array<std::string_view, 4> kSizes{"as the window", "twice that",
                                                            "3840 × 2160", "other"};
    if (const auto chosen = context.ui.choice_row("save.size", "size", static_cast<int>(save.size),
                                                  kSizes, "Pixels; type and lines grow along")) {
        save.size = static_cast<SaveSize>(*chosen);
    }
    if (save.size != SaveSize::Own) {
        return;
    }
    const auto side = [&](const char* name, const char* label, int& value) {
        if (const auto pixels = context.ui.number_row(name, label, value, kMinPixels, kMaxPixels,
                                                      "%.0f", "Pixels, 64 to 8192")) {
            value = static_cast<int>(*pixels);
        }
    };
    side("save.width", "width", save.own.x);
    side("save.height", "height", save.own.y);
}

void plot_row(const FrameContext& context) {
    std::vector<std::string_view> names;
    for (const PagePlot& plot : page_plots(context.state.laboratory, context.state.curves)) {
        names.push_back(plot.label);
    }
    int& shown = context.state.save.plot;
    shown = std::min(shown, static_cast<int>(names.size()) - 1);
    if (const auto chosen = context.ui.choice_row("save.plot", "plot", shown, names,
                                                  "One of the plots of the page that is open")) {
        shown = *chosen;
    }
}

// A text field as wide as the menu; `hint` is shown while it is empty.
void text_row(const FrameContext& context, const char* name, const char* label,
              const std::string& hint, std::string& value, const char* tip) {
    const float left = context.theme().px(62);
    ImGui::PushID(name);
    ImGui::AlignTextToFramePadding();
    ImGui::PushStyleColor(ImGuiCol_Text, context.theme().colour(context.theme().palette->text_dim));
    ImGui::TextUnformatted(label);
    ImGui::PopStyleColor();
    ImGui::SameLine(left);
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    char text[1024];
    std::snprintf(text, sizeof text, "%s", value.c_str());
    if (ImGui::InputTextWithHint("##text", hint.c_str(), text, sizeof text)) {
        value = text;
    }
    context.ui.controls().add_last_item(name);
    if (!ImGui::IsItemActive()) {
        context.ui.tooltip(tip);
    }
    ImGui::PopID();
}

// True for a file name without a folder. Empty is allowed: it means the usual name.
bool good_name(const std::string& name) {
    return name.find('/') == name.npos && name != "." && name != "..";
}

void menu(const FrameContext& context) {
    const Theme& theme = context.theme();
    SaveSettings& save = context.state.save;
    context.ui.heading("SAVE");
    if (!offered(context, save.kind)) {
        save.kind = SaveKind::Picture;
    }
    kinds(context);
    ImGui::Dummy({theme.px(kWidth), theme.px(2)});
    if (has_size(save.kind)) {
        size_rows(context);
    }
    if (is_film(save.kind)) {
        const double usual = save.kind == SaveKind::DepthFilm ? 6 : 12;
        const double shown = save.seconds > 0 ? save.seconds : usual;
        if (const auto seconds = context.ui.number_row("save.seconds", "seconds", shown, 0.1, 600,
                                                       "%.1f", "Length of the film, 30 frames/s")) {
            save.seconds = *seconds;
        }
    }
    if (save.kind == SaveKind::Plot) {
        plot_row(context);
    }
    const std::string usual = usual_name(
        save.kind, context.experiment.preset(),
        context.opens_shallow() && context.shallow() ? context.shallow()->step
                                                     : context.displayed().step,
        std::string(page_plot(context.state.laboratory, context.state.curves, save.plot).name));
    text_row(
        context, "save.name", "name", usual, save.name,
        "Without its ending. A file that is there is never written over: the next free number is "
        "added");
    std::error_code ignored;
    text_row(context, "save.folder", "folder", std::filesystem::current_path(ignored).string(),
             save.folder, "An existing folder; without one, where the program was started");
    ImGui::Dummy({0, theme.px(4)});
    const bool busy = context.temp.saving.state.busy;
    const bool named = good_name(save.name);
    ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_FrameBg));
    ImGui::BeginDisabled(busy || !named);
    if (context.ui.button("save.go", LA_ICON_SAVE "  save",
                          busy    ? "One file at a time: this one is not done yet"
                          : named ? ""
                                  : "A name, without a folder")) {
        context.temp.commands.emplace_back(ExportFile{save});
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndDisabled();
    ImGui::PopStyleColor();
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    const bool beside = save.kind == SaveKind::Metrics || save.kind == SaveKind::Sweep;
    ImGui::TextDisabled("%s", save.kind == SaveKind::Points   ? "as train's data.csv"
                              : save.kind == SaveKind::Script ? "runs as: python3 FILE"
                              : save.kind == SaveKind::Layers ? "a row for every layer"
                              : beside                        ? "with its configuration beside it"
                                       : "the setting is embedded in the file");
}

}  // namespace

void save_menu(const FrameContext& context, const char* label) {
    const bool pressed = context.ui.button(
        "save", label, "Save pictures, films and tables; Ctrl+E a picture of the views at once");
    const ImVec2 below{ImGui::GetItemRectMin().x,
                       ImGui::GetItemRectMax().y + context.theme().px(6)};
    if (pressed || context.temp.saving.open_menu) {
        context.temp.saving.open_menu = false;
        ImGui::OpenPopup("##save_menu");
    }
    ImGui::SetNextWindowPos(below, ImGuiCond_Always);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding,
                        {context.theme().px(14), context.theme().px(10)});
    if (ImGui::BeginPopup("##save_menu")) {
        menu(context);
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

std::string saving_line(const SavingTemp& saving) {
    return saving.state.busy || saving.age < kSaidSeconds ? saving.state.line : std::string();
}

float save_status(const Widgets& ui, const SavingTemp& temp, AppCommands& commands, float right) {
    const std::string line = saving_line(temp);
    if (line.empty()) {
        return right;
    }
    const Theme& theme = ui.theme();
    const SaveState& saving = temp.state;
    if (saving.busy) {
        const float width = ImGui::CalcTextSize("cancel").x + theme.px(16);
        ImGui::SameLine(right - width);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {theme.px(8), 0});
        if (ui.button("save.cancel", "cancel", "Give this file up; nothing of it stays")) {
            commands.emplace_back(CancelExport{});
        }
        ImGui::PopStyleVar();
        right -= width + theme.px(12);
        const float bar = theme.px(90);
        const float y = at.y + theme.px(6);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float x = at.x - theme.px(12) - bar;
        draw.AddRectFilled({x, y}, {x + bar, y + theme.px(4)},
                           theme.colour(theme.palette->panel_border), theme.px(2));
        draw.AddRectFilled({x, y}, {x + bar * saving.fraction, y + theme.px(4)},
                           theme.colour(theme.palette->accent), theme.px(2));
        right -= bar + theme.px(10);
    }
    const float width = std::min(ImGui::CalcTextSize(line.c_str()).x, theme.px(620));
    ImGui::SameLine(right - width);
    ImGui::PushStyleColor(
        ImGuiCol_Text, theme.colour(saving.failed ? theme.palette->error : theme.palette->accent));
    ImGui::TextUnformatted(line.c_str());
    ImGui::PopStyleColor();
    ui.tooltip(line);
    return right - width - theme.px(18);
}

}  // namespace la
