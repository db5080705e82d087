#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/panels/panels.h"
#include "app/panels/preset_chooser.h"
#include "app/ui/icons.h"
#include "app/ui/solid_buttons.h"
#include "app/ui/text_plate.h"
#include "core/data/dataset_kinds.h"
#include "core/io/user_presets.h"

namespace la {

namespace {

const std::vector<Preset>& user_presets(const FrameContext& context) {
    return context.temp.user_presets.found.presets;
}

// The text of the closed chooser.
std::string chosen_label(const FrameContext& context) {
    const std::string& name = context.experiment.preset();
    const auto built_in = std::ranges::find(presets(), name, &Preset::name);
    return built_in != presets().end() ? built_in->title
           : name.empty()              ? "own setting"
                                       : name + "  (your own)";
}

std::string tip_of(const FrameContext& context) {
    const Preset* preset = preset_named(context, context.experiment.preset());
    return preset && !preset->story.empty() ? preset->story : "Start again from a named setting";
}

void name_item(const FrameContext& context, const std::string& name) {
    if (!ImGui::IsWindowAppearing()) {  // its first frame is laid out, not drawn
        context.ui.controls().add_last_item(name);
    }
}

void list_heading(const FrameContext& context, const char* text) {
    ImGui::Separator();
    ImGui::PushFont(context.theme().fonts.heading);
    ImGui::TextDisabled("%s", text);
    ImGui::PopFont();
}

// The presets of the flow first, then those of each other laboratory under its name.
void built_in_rows(const FrameContext& context) {
    LaboratoryKind last = LaboratoryKind::Flow;
    for (std::size_t i = 0; i < presets().size(); ++i) {
        const LaboratoryKind opens = presets()[i].config.laboratory.value_or(LaboratoryKind::Flow);
        if (opens != last) {
            static constexpr std::array kHeadings{"FLOW", "WEIGHTS", "MEAN FIELD", "STABILITY"};
            list_heading(context, kHeadings[static_cast<std::size_t>(opens)]);
            last = opens;
        }
        if (ImGui::Selectable(presets()[i].title.c_str(),
                              presets()[i].name == context.experiment.preset())) {
            start_preset(context, i);
        }
        name_item(context, "preset." + std::to_string(i));
    }
}

// The row of a user preset: its name and, at the end, a button that removes it after a second
// click.
void user_row(const FrameContext& context, std::size_t index) {
    UserPresetsUi& ui = context.temp.user_presets;
    const Theme& theme = context.theme();
    const Preset& preset = preset_at(context, index);
    const std::string name = "preset." + std::to_string(index);
    const bool asked = ui.removing == preset.name;
    const char* remove = asked ? "remove it?" : LA_ICON_TRASH;
    ImGui::PushID(static_cast<int>(index));
    const float width = ImGui::GetContentRegionAvail().x;
    const float end = ImGui::CalcTextSize(remove).x + theme.px(16);
    const float height = ImGui::GetTextLineHeight();
    if (ImGui::Selectable(preset.name.c_str(), preset.name == context.experiment.preset(), 0,
                          {width - end - ImGui::GetStyle().ItemSpacing.x, height})) {
        start_preset(context, index);
    }
    name_item(context, name);
    context.ui.tooltip(preset.story);
    ImGui::SameLine(ImGui::GetCursorPosX() + width - end, 0);
    ImGui::PushStyleColor(ImGuiCol_Text,
                          theme.colour(asked ? theme.palette->error : theme.palette->text_dim));
    if (ImGui::Selectable(remove, false, ImGuiSelectableFlags_DontClosePopups, {end, height})) {
        if (asked) {
            context.temp.commands.emplace_back(RemoveUserPreset{preset.name});
        }
        ui.removing = asked ? "" : preset.name;
    }
    ImGui::PopStyleColor();
    name_item(context, name + ".remove");
    context.ui.tooltip(asked ? "Its file is deleted" : "Remove this preset");
    ImGui::PopID();
}

void ask_for_name(const FrameContext& context) {
    UserPresetsUi& ui = context.temp.user_presets;
    const bool mine = std::ranges::find(user_presets(context), context.experiment.preset(),
                                        &Preset::name) != user_presets(context).end();
    std::snprintf(ui.name.data(), ui.name.size(), "%s",
                  mine ? context.experiment.preset().c_str() : "");
    ui.asking = ui.begin = true;
}

// Why the preset cannot be saved under the typed name; empty if it can.
std::string fault(const FrameContext& context) {
    return context.open_config().dataset.kind == DatasetKind::Drawn
               ? "points drawn by hand are kept in a session, not in a preset"
               : fault_of_preset_name(context.temp.user_presets.name.data());
}

}  // namespace

std::size_t preset_count(const FrameContext& context) {
    return presets().size() + user_presets(context).size();
}

const Preset& preset_at(const FrameContext& context, std::size_t index) {
    return index < presets().size() ? presets()[index]
                                    : user_presets(context).at(index - presets().size());
}

const Preset* preset_named(const FrameContext& context, const std::string& name) {
    for (const std::vector<Preset>* all : {&presets(), &user_presets(context)}) {
        if (const auto found = std::ranges::find(*all, name, &Preset::name); found != all->end()) {
            return &*found;
        }
    }
    return nullptr;
}

void start_preset(const FrameContext& context, std::size_t index) {
    const Preset& preset = preset_at(context, index);
    reset_views(context.state);  // not as the run before was looked at
    context.temp.view.frame_of = FrameOf::B;
    if (!has_generator(preset.config.dataset)) {
        context.temp.commands.emplace_back(LoadConfig{preset.config, preset.name});
        return;
    }
    context.experiment.start({.config = preset.config, .preset = preset.name});
}

std::optional<std::size_t> preset_of_key(const FrameContext& context, std::size_t key) {
    for (std::size_t i = 0; i < preset_count(context); ++i) {
        const LaboratoryKind opens =
            preset_at(context, i).config.laboratory.value_or(LaboratoryKind::Flow);
        if (i >= presets().size() || opens == context.state.laboratory) {
            if (key == 0) {
                return i;
            }
            --key;
        }
    }
    return std::nullopt;
}

void preset_choice(const FrameContext& context, float width) {
    ImGui::PushID("preset");
    ImGui::SetNextItemWidth(width);
    // Registered before the list: while the list is open, the last item is one of its rows.
    context.ui.controls().add_next_item("preset", {width, ImGui::GetFrameHeight()});
    context.ui.open_list("preset");
    if (!begin_fitted_combo("##choice", chosen_label(context))) {
        context.ui.add_stop("preset");
        context.ui.tooltip_of("preset", tip_of(context));
        context.temp.user_presets.removing.clear();
        ImGui::PopID();
        return;
    }
    built_in_rows(context);
    list_heading(context, "YOUR OWN");
    for (std::size_t i = presets().size(); i < preset_count(context); ++i) {
        user_row(context, i);
    }
    if (ImGui::Selectable("save as preset ...")) {
        ask_for_name(context);
    }
    name_item(context, "preset.save_as");
    ImGui::EndCombo();
    ImGui::PopID();
}

void preset_dialog(const FrameContext& context) {
    UserPresetsUi& ui = context.temp.user_presets;
    const Theme& theme = context.theme();
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
    context.ui.controls().stops_begin_here();
    context.ui.focus_text("preset_name");
    if (ui.begin) {
        ImGui::SetKeyboardFocusHere();
        ui.begin = false;
    }
    bool done = ImGui::InputTextWithHint(
        "##name", "its name", ui.name.data(), ui.name.size(),
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    context.ui.controls().add_last_item("preset_name");
    context.ui.text_stop("preset_name");
    const std::string why = fault(context);
    const bool there = std::ranges::find(user_presets(context), std::string_view(ui.name.data()),
                                         &Preset::name) != user_presets(context).end();
    const bool typed =
        ui.name[0] != '\0' || context.snapshot.config->dataset.kind == DatasetKind::Drawn;
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
        done = context.ui.button("preset_done", there ? "replace" : "save", "") || done;
        ImGui::EndDisabled();
        ImGui::SameLine();
        cancelled = context.ui.button("preset_cancel", "cancel", "");
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    done = done && why.empty();
    if (done) {
        context.temp.commands.emplace_back(SaveUserPreset{ui.name.data()});
    }
    ui.asking = !done && !cancelled;
}

}  // namespace la
