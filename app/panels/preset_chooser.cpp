#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/panel.h"
#include "app/panels/preset_chooser.h"
#include "app/ui/icons.h"
#include "app/ui/solid_buttons.h"
#include "core/data/dataset_kinds.h"
#include "core/io/user_presets.h"

namespace la {

namespace {

const std::vector<Preset>& own(const Panel& panel) {
    return panel.temp.own_presets.own.presets;
}

// What stands in the chooser while it is closed.
std::string chosen_label(const Panel& panel) {
    const std::string& name = panel.temp.preset;
    const auto built_in = std::ranges::find(presets(), name, &Preset::name);
    return built_in != presets().end() ? built_in->title
           : name.empty()              ? "own setting"
                                       : name + "  (your own)";
}

std::string tip_of(const Panel& panel) {
    const Preset* preset = preset_named(panel, panel.temp.preset);
    return preset && !preset->story.empty() ? preset->story : "Start again from a named setting";
}

void name_item(const Panel& panel, const std::string& name) {
    if (!ImGui::IsWindowAppearing()) {  // its first frame is laid out, not drawn
        panel.ui.controls().add_last_item(name);
    }
}

void built_in_rows(const Panel& panel) {
    for (std::size_t i = 0; i < presets().size(); ++i) {
        if (ImGui::Selectable(presets()[i].title.c_str(), presets()[i].name == panel.temp.preset)) {
            start_preset(panel, i);
        }
        name_item(panel, "preset." + std::to_string(i));
    }
}

// A row of one's own: its name, and at the end what removes it, which asks once more.
void own_row(const Panel& panel, std::size_t index) {
    OwnPresetsUi& ui = panel.temp.own_presets;
    const Theme& theme = panel.theme();
    const Preset& preset = preset_at(panel, index);
    const std::string name = "preset." + std::to_string(index);
    const bool asked = ui.removing == preset.name;
    const char* remove = asked ? "remove it?" : LA_ICON_TRASH;
    ImGui::PushID(static_cast<int>(index));
    const float width = ImGui::GetContentRegionAvail().x;
    const float end = ImGui::CalcTextSize(remove).x + theme.px(16);
    const float height = ImGui::GetTextLineHeight();
    if (ImGui::Selectable(preset.name.c_str(), preset.name == panel.temp.preset, 0,
                          {width - end - ImGui::GetStyle().ItemSpacing.x, height})) {
        start_preset(panel, index);
    }
    name_item(panel, name);
    panel.ui.tooltip(preset.story);
    ImGui::SameLine(ImGui::GetCursorPosX() + width - end, 0);
    ImGui::PushStyleColor(ImGuiCol_Text,
                          theme.colour(asked ? theme.palette->error : theme.palette->text_dim));
    if (ImGui::Selectable(remove, false, ImGuiSelectableFlags_DontClosePopups, {end, height})) {
        if (asked) {
            ui.wishes.emplace_back(RemoveOwnPreset{preset.name});
        }
        ui.removing = asked ? "" : preset.name;
    }
    ImGui::PopStyleColor();
    name_item(panel, name + ".remove");
    panel.ui.tooltip(asked ? "Its file is deleted" : "Remove this preset");
    ImGui::PopID();
}

void ask_for_name(const Panel& panel) {
    OwnPresetsUi& ui = panel.temp.own_presets;
    const bool mine =
        std::ranges::find(own(panel), panel.temp.preset, &Preset::name) != own(panel).end();
    std::snprintf(ui.name.data(), ui.name.size(), "%s", mine ? panel.temp.preset.c_str() : "");
    ui.asking = ui.begin = true;
}

// What stands in the way of saving under this name; empty: nothing.
std::string fault(const Panel& panel) {
    return panel.snapshot.config->dataset.kind == DatasetKind::Drawn
               ? "points drawn by hand are kept in a session, not in a preset"
               : fault_of_preset_name(panel.temp.own_presets.name.data());
}

}  // namespace

std::size_t preset_count(const Panel& panel) {
    return presets().size() + own(panel).size();
}

const Preset& preset_at(const Panel& panel, std::size_t index) {
    return index < presets().size() ? presets()[index] : own(panel).at(index - presets().size());
}

const Preset* preset_named(const Panel& panel, const std::string& name) {
    for (const std::vector<Preset>* all : {&presets(), &own(panel)}) {
        if (const auto found = std::ranges::find(*all, name, &Preset::name); found != all->end()) {
            return &*found;
        }
    }
    return nullptr;
}

void start_preset(const Panel& panel, std::size_t index) {
    const Preset& preset = preset_at(panel, index);
    if (!has_generator(preset.config.dataset)) {
        panel.temp.config_to_load = preset.config;  // a file is to be read
        panel.temp.preset_to_load = preset.name;
        return;
    }
    panel.temp.preset = preset.name;
    panel.lab.send(Change{Load{preset.config}});
}

void preset_choice(const Panel& panel, float width) {
    const Theme& theme = panel.theme();
    ImGui::PushID("preset");
    ImGui::SetNextItemWidth(width);
    // Before the list: while it is open, the last item is one of its own.
    panel.ui.controls().add_next_item("preset", {width, ImGui::GetFrameHeight()});
    if (!ImGui::BeginCombo("##choice", chosen_label(panel).c_str(),
                           ImGuiComboFlags_HeightLargest)) {
        panel.ui.tooltip_of("preset", tip_of(panel));
        panel.temp.own_presets.removing.clear();
        ImGui::PopID();
        return;
    }
    built_in_rows(panel);
    ImGui::Separator();
    ImGui::PushFont(theme.fonts.heading);
    ImGui::TextDisabled("YOUR OWN");
    ImGui::PopFont();
    for (std::size_t i = presets().size(); i < preset_count(panel); ++i) {
        own_row(panel, i);
    }
    if (ImGui::Selectable("save as preset ...")) {
        ask_for_name(panel);
    }
    name_item(panel, "preset.save_as");
    ImGui::EndCombo();
    ImGui::PopID();
}

void preset_dialog(const Panel& panel) {
    OwnPresetsUi& ui = panel.temp.own_presets;
    const Theme& theme = panel.theme();
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    const ImVec2 size{std::min(theme.px(520), window.x * 0.9f), theme.px(156)};
    ImGui::SetNextWindowPos(
        {std::floor((window.x - size.x) / 2), std::floor((window.y - size.y) / 2)});
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(22), theme.px(18)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme.px(10));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme.colour(theme.palette->panel));
    if (ui.begin) {
        ImGui::SetNextWindowFocus();
    }
    ImGui::Begin(
        "preset_dialog", nullptr,
        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PushFont(theme.fonts.title);
    ImGui::TextUnformatted("Save as preset");
    ImGui::PopFont();
    ImGui::Dummy({0, theme.px(4)});
    ImGui::SetNextItemWidth(-1);
    if (ui.begin) {
        ImGui::SetKeyboardFocusHere();
        ui.begin = false;
    }
    bool done = ImGui::InputTextWithHint(
        "##name", "its name", ui.name.data(), ui.name.size(),
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    panel.ui.controls().add_last_item("preset_name");
    const std::string why = fault(panel);
    const bool there = std::ranges::find(own(panel), std::string_view(ui.name.data()),
                                         &Preset::name) != own(panel).end();
    const bool typed =
        ui.name[0] != '\0' || panel.snapshot.config->dataset.kind == DatasetKind::Drawn;
    ImGui::PushStyleColor(
        ImGuiCol_Text, theme.colour(why.empty() ? theme.palette->text_dim : theme.palette->error));
    ImGui::TextUnformatted(!typed         ? " "
                           : !why.empty() ? why.c_str()
                           : there        ? "takes the place of your preset of this name"
                                          : "data, networks and optimiser as they are now");
    ImGui::PopStyleColor();
    ImGui::Dummy({0, theme.px(6)});
    bool cancelled = false;
    {
        const SolidButtons solid(theme);
        ImGui::BeginDisabled(!why.empty());
        done = panel.ui.button("preset_done", there ? "replace" : "save", "") || done;
        ImGui::EndDisabled();
        ImGui::SameLine();
        cancelled = panel.ui.button("preset_cancel", "cancel", "");
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    done = done && why.empty();
    if (done) {
        ui.wishes.emplace_back(SaveOwnPreset{ui.name.data()});
    }
    ui.asking = !done && !cancelled;
}

}  // namespace la
