#include <array>
#include <vector>

#include "app/motion/depth_playback.h"
#include "app/panels/panels.h"
#include "app/panels/preset_chooser.h"
#include "app/stage/cue_director.h"
#include "app/state/speeds.h"
#include "app/ui/icons.h"

namespace la {

namespace {

// Design pixels.
constexpr float kLaboratories = 262;
constexpr float kWords = 1500;                  // a toolbar less wide has icons alone
constexpr float kNarrow = 1460, kRoomy = 1590;  // less wide ones have smaller lists of presets

bool has_words(const FrameContext& context) {
    return ImGui::GetIO().DisplaySize.x >= context.theme().px(kWords);
}

void separator(const FrameContext& context) {
    ImGui::SameLine(0, context.theme().px(9));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddLine(
        {at.x, at.y + context.theme().px(3)}, {at.x, at.y + context.theme().px(22)},
        context.theme().colour(context.theme().palette->panel_border));
    ImGui::Dummy({0, 0});
    ImGui::SameLine(0, context.theme().px(9));
}

void play_buttons(const FrameContext& context) {
    const Widgets& ui = context.ui;
    const bool running =
        context.snapshot.status == Status::Running || context.snapshot.status == Status::Starting;
    ImGui::PushStyleColor(ImGuiCol_Text, context.theme().colour(context.theme().palette->accent));
    const bool pressed = ui.button("play", running ? LA_ICON_PAUSE : LA_ICON_PLAY,
                                   running ? "Pause the training" : "Train on");
    ImGui::PopStyleColor();
    if (pressed) {
        set_running(context.experiment, !running);
    }
    ImGui::SameLine();
    if (!context.opens_shallow()) {  // its networks have one hidden layer
        if (ui.button("step_layer", LA_ICON_STEP " layer",
                      "Move the particles on to the next layer; the training is not touched")) {
            step_depth(context.temp.depth, static_cast<float>(context.layers()), 1);
        }
        ImGui::SameLine();
    }
    if (ui.button("step_batch", LA_ICON_STEP " batch",
                  "One step of the optimiser on one batch, then pause")) {
        context.experiment.send(Step{Step::Unit::Batch});
    }
    ImGui::SameLine();
    if (ui.button("step_epoch", LA_ICON_STEP " epoch",
                  "Train to the end of this epoch, then pause")) {
        context.experiment.send(Step{Step::Unit::Epoch});
    }
}

void run_buttons(const FrameContext& context) {
    const Widgets& ui = context.ui;
    if (ui.button("reset", LA_ICON_RESET " reset",
                  "Back to step 0: the same initial weights, the same batches")) {
        context.experiment.send(Change{Reset{}});
    }
    ImGui::SameLine();
    if (ui.button("new_seed", LA_ICON_SEED " new seed",
                  "Other initial weights and batches, the same data")) {
        context.experiment.send(Change{NewSeed{}});
    }
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    const Config& config = context.open_config();
    ImGui::TextDisabled("seed %llu", static_cast<unsigned long long>(context.opens_shallow()
                                                                         ? config.shallow.seed
                                                                         : config.network.seed));
}

void speed_choice(const FrameContext& context) {
    std::vector<const char*> labels;
    for (const Speed& speed : kSpeeds) {
        labels.push_back(speed.label);
    }
    if (const auto chosen =
            context.ui.choice("speed", context.theme().px(92), context.state.speed, labels,
                              "Optimiser steps per second; max: as fast as it goes")) {
        context.experiment.send(SetSpeed{kSpeeds[*chosen].steps_per_s});
    }
}

void undo_buttons(const FrameContext& context) {
    const auto one = [&](const char* name, const char* icon, const Edit* edit) {
        ImGui::BeginDisabled(edit == nullptr);
        const bool pressed =
            context.ui.button(name, icon, edit ? name + (" " + describe(*edit)) : std::string());
        ImGui::EndDisabled();
        return pressed;
    };
    if (one("undo", LA_ICON_UNDO, context.experiment.edits().undoable())) {
        context.experiment.undo();
    }
    ImGui::SameLine();
    if (one("redo", LA_ICON_REDO, context.experiment.edits().redoable())) {
        context.experiment.redo();
    }
}

void demo_button(const FrameContext& context) {
    const bool playing = context.temp.demo.player.playing();
    ImGui::BeginDisabled(context.open_config().cues.empty());
    if (context.ui.button("cues", playing ? LA_ICON_STOP " demo" : LA_ICON_DEMO " demo",
                          playing ? "End the demonstration; any control that you move does so, too"
                                  : "Play the demonstration of this setting: λ moves by itself")) {
        play_or_stop_cues(context);
    }
    ImGui::EndDisabled();
}

void presentation_buttons(const FrameContext& context) {
    if (!context.frozen()) {
        demo_button(context);
        ImGui::SameLine();
    }
    const bool words = has_words(context);
    if (context.ui.button("present", words ? "present" : LA_ICON_PRESENT,
                          "Presentation: large type, no panels")) {
        context.state.presentation = true;
    }
    ImGui::SameLine();
    if (context.ui.button("help", words ? "keys" : LA_ICON_KEYS, "All keys on one page")) {
        context.temp.help = true;
    }
}

// Replaces the buttons of the training while a model is shown.
void model_name(const FrameContext& context) {
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(context.snapshot.message.c_str());
    ImGui::SameLine();
    ImGui::TextDisabled("inspecting (read-only)");
    ImGui::SameLine();
    if (context.temp.model_shown) {
        ImGui::PushStyleColor(ImGuiCol_Text,
                              context.theme().colour(context.theme().palette->accent));
        if (context.ui.button("leave_model", LA_ICON_UNDO " the training",
                              "Back to the run, which has gone on meanwhile  [Esc]")) {
            context.temp.commands.emplace_back(LeaveModel{});
        }
        ImGui::PopStyleColor();
        ImGui::SameLine();
    }
    if (context.ui.button("step_layer", LA_ICON_STEP " layer",
                          "Move the particles on to the next layer")) {
        step_depth(context.temp.depth, static_cast<float>(context.layers()), 1);
    }
}

void laboratory_choice(const FrameContext& context) {
    static constexpr std::array<const char*, 4> kLabels{"flow", "weights", "mean field",
                                                        "stability"};
    static constexpr std::array<const char*, 4> kTips{
        "How far the layers move the points, and what the least-action weight does to that "
        "(Karkar et al., arXiv 2009.08372)",
        "How the weights vary from layer to layer, and whether the network is a flow that can be "
        "refined (Marion et al., arXiv 2309.01213)",
        "A shallow network inside its own theory: one number says where all its nodes are, and "
        "when "
        "each point is satisfied (Pellegrini, Biroli, arXiv 2006.11209)",
        "Training as a dynamical system: does a small difference grow, and is the step too long? "
        "(Sharafi, Martin, Hallerberg, arXiv 2405.00743)"};
    const int now = static_cast<int>(context.state.laboratory);
    if (const auto chosen = context.ui.segments("laboratory", now, kLabels, kTips,
                                                context.theme().px(kLaboratories))) {
        context.state.laboratory = static_cast<LaboratoryKind>(*chosen);
    }
}

// What stands at the left, group by group. Where the window has no room for the rest, a button
// opens it as a list.
struct Group {
    const char* name;
    void (*draw)(const FrameContext&);
};

constexpr std::array kGroups{
    Group{"play", play_buttons},
    Group{"speed", speed_choice},
    Group{"run", run_buttons},
    Group{"undo", undo_buttons},
    Group{"session",
          [](const FrameContext& context) {
              session_menu(context.ui, context.temp.session, context.temp.commands,
                           has_words(context) ? "file" : LA_ICON_FOLDER);
              ImGui::SameLine();
              save_menu(context, has_words(context) ? "export" : LA_ICON_SAVE);
          }},
    Group{"talk", presentation_buttons},
};

void rest_of_groups(const FrameContext& context, std::size_t first) {
    const bool asked = context.temp.saving.open_menu;  // by its key; it is in the list
    if (context.ui.button("more", LA_ICON_MORE, "The rest of the toolbar") || asked) {
        ImGui::OpenPopup("toolbar_rest");
    }
    const Theme& theme = context.theme();
    ImGui::SetNextWindowPos({ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y + theme.px(8)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(12), theme.px(10)});
    if (ImGui::BeginPopup("toolbar_rest")) {
        for (std::size_t i = first; i < kGroups.size(); ++i) {
            kGroups[i].draw(context);
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

// `right`: where they end, in the open panel.
void groups(const FrameContext& context, float right) {
    const float more = context.theme().px(44);
    for (std::size_t i = 0; i < kGroups.size(); ++i) {
        // As wide as it was drawn last; one that never was is tried.
        float& width = *ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID(kGroups[i].name));
        if (i > 0) {
            separator(context);
        }
        const float from = ImGui::GetCursorScreenPos().x - ImGui::GetWindowPos().x;
        const bool last = i + 1 == kGroups.size();
        if (from + width + (last ? 0 : more) > right && i > 0) {
            rest_of_groups(context, i);
            return;
        }
        ImGui::BeginGroup();
        kGroups[i].draw(context);
        ImGui::EndGroup();
        width = ImGui::GetItemRectSize().x;
    }
}

}  // namespace

void toolbar_panel(const FrameContext& context, const Rect& rect) {
    const Theme& theme = context.theme();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(14), theme.px(10)});
    context.ui.begin_panel("toolbar", rect);
    const bool words = has_words(context);
    // From the right edge: theme, preset, laboratory.
    const float end = rect.width() - theme.px(14);
    const float theme_at = end - theme.px(words ? 48 : 32);
    const bool narrow = rect.width() < theme.px(kNarrow);
    const float preset_width = theme.px(narrow ? 200 : rect.width() < theme.px(kRoomy) ? 196 : 262);
    const float preset_at = theme_at - theme.px(10) - preset_width;
    const float laboratory_at = preset_at - theme.px(12 + kLaboratories);
    if (context.frozen()) {
        model_name(context);
        separator(context);
        save_menu(context, words ? "export" : LA_ICON_SAVE);
        ImGui::SameLine();
        presentation_buttons(context);
    } else {
        groups(context, laboratory_at - theme.px(8));
    }
    ImGui::SameLine(laboratory_at);
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + theme.px(2));
    laboratory_choice(context);
    ImGui::SameLine(preset_at);
    if (context.frozen()) {
        ImGui::Dummy({preset_width, 0});
    } else {
        preset_choice(context, preset_width);
    }
    ImGui::SameLine(theme_at);
    const char* icon = context.state.dark ? LA_ICON_SUN : LA_ICON_MOON;
    const char* word = context.state.dark ? "light" : "dark";
    if (context.ui.button("theme", words ? word : icon,
                          context.state.dark ? "Light theme" : "Dark theme")) {
        context.state.dark = !context.state.dark;
    }
    context.ui.end_panel();
    ImGui::PopStyleVar();
}

}  // namespace la
