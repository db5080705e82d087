#include <vector>

#include "app/motion/depth_playback.h"
#include "app/panels/panel.h"
#include "app/panels/preset_chooser.h"
#include "app/panels/shortcuts.h"
#include "app/ui/icons.h"

namespace la {

namespace {

void separator(const Panel& panel) {
    ImGui::SameLine(0, panel.theme().px(14));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddLine({at.x, at.y + panel.theme().px(3)},
                                        {at.x, at.y + panel.theme().px(22)},
                                        panel.theme().colour(panel.theme().palette->panel_border));
    ImGui::Dummy({0, 0});
    ImGui::SameLine(0, panel.theme().px(14));
}

void play_buttons(const Panel& panel) {
    const Widgets& ui = panel.ui;
    const bool running =
        panel.snapshot.status == Status::Running || panel.snapshot.status == Status::Starting;
    ImGui::PushStyleColor(ImGuiCol_Text, panel.theme().colour(panel.theme().palette->accent));
    const bool pressed = ui.button("play", running ? LA_ICON_PAUSE : LA_ICON_PLAY,
                                   running ? "Pause the training" : "Train on");
    ImGui::PopStyleColor();
    if (pressed) {
        set_running(panel.lab, !running);
    }
    ImGui::SameLine();
    if (ui.button("step_layer", LA_ICON_STEP " layer",
                  "Move the particles on to the next layer; the training is not touched")) {
        step_depth(panel.temp.depth, static_cast<float>(panel.layers()), 1);
    }
    ImGui::SameLine();
    if (ui.button("step_batch", LA_ICON_STEP " batch",
                  "One step of the optimiser on one batch, then pause")) {
        panel.lab.send(Step{Step::Unit::Batch});
    }
    ImGui::SameLine();
    if (ui.button("step_epoch", LA_ICON_STEP " epoch",
                  "Train to the end of this epoch, then pause")) {
        panel.lab.send(Step{Step::Unit::Epoch});
    }
}

void run_buttons(const Panel& panel) {
    const Widgets& ui = panel.ui;
    if (ui.button("reset", LA_ICON_RESET " reset",
                  "Back to step 0: the same first weights, the same batches")) {
        panel.lab.send(Change{Reset{}});
    }
    ImGui::SameLine();
    if (ui.button("new_seed", LA_ICON_SEED " new seed",
                  "Other first weights and batches, the same data")) {
        panel.lab.send(Change{NewSeed{}});
    }
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    ImGui::TextDisabled("seed %llu",
                        static_cast<unsigned long long>(panel.snapshot.config->network.seed));
}

void speed_choice(const Panel& panel) {
    std::vector<const char*> labels;
    for (const Speed& speed : kSpeeds) {
        labels.push_back(speed.label);
    }
    ImGui::AlignTextToFramePadding();
    ImGui::TextDisabled("speed");
    ImGui::SameLine();
    if (const auto chosen =
            panel.ui.choice("speed", panel.theme().px(92), panel.state.speed, labels,
                            "Optimiser steps per second; max: as fast as it goes")) {
        panel.state.speed = *chosen;
        panel.lab.send(SetSpeed{kSpeeds[*chosen].steps_per_s});
    }
}

void undo_buttons(const Panel& panel) {
    const auto one = [&](const char* name, const char* icon, const Edit* edit) {
        ImGui::BeginDisabled(edit == nullptr);
        const bool pressed =
            panel.ui.button(name, icon, edit ? name + (" " + describe(*edit)) : std::string());
        ImGui::EndDisabled();
        return pressed;
    };
    if (one("undo", LA_ICON_UNDO, panel.lab.edits().undoable())) {
        panel.lab.undo();
    }
    ImGui::SameLine();
    if (one("redo", LA_ICON_REDO, panel.lab.edits().redoable())) {
        panel.lab.redo();
    }
}

void demo_button(const Panel& panel) {
    const bool playing = panel.temp.cues.playing();
    ImGui::BeginDisabled(panel.snapshot.config->cues.empty());
    if (panel.ui.button("cues", playing ? LA_ICON_STOP " demo" : LA_ICON_DEMO " demo",
                        playing ? "End the demonstration; any control that you move does so, too"
                                : "Play the demonstration of this setting: λ moves by itself")) {
        play_or_stop_cues(panel);
    }
    ImGui::EndDisabled();
}

void stage_buttons(const Panel& panel) {
    if (!panel.still()) {
        demo_button(panel);
        ImGui::SameLine();
    }
    if (panel.ui.button("present", LA_ICON_PRESENT, "Presentation: large type, no panels")) {
        panel.state.presentation = true;
    }
    ImGui::SameLine();
    save_menu(panel);
    ImGui::SameLine();
    if (panel.ui.button("help", LA_ICON_KEYS, "All keys on one page")) {
        panel.temp.help = true;
    }
}

// In the place of what trains.
void model_name(const Panel& panel) {
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(panel.snapshot.message.c_str());
    ImGui::SameLine();
    ImGui::TextDisabled("a model, as it is");
    ImGui::SameLine();
    if (panel.temp.model_shown) {
        ImGui::PushStyleColor(ImGuiCol_Text, panel.theme().colour(panel.theme().palette->accent));
        if (panel.ui.button("leave_model", LA_ICON_UNDO " the training",
                            "Back to the run, which has gone on meanwhile  [Esc]")) {
            panel.temp.leave_model = true;
        }
        ImGui::PopStyleColor();
        ImGui::SameLine();
    }
    if (panel.ui.button("step_layer", LA_ICON_STEP " layer",
                        "Move the particles on to the next layer")) {
        step_depth(panel.temp.depth, static_cast<float>(panel.layers()), 1);
    }
}

void members_button(const Panel& panel) {
    ImGui::BeginDisabled(!panel.has_a());
    const char* const names[] = {"A | B", "A + B", "  B  "};
    const Views views =
        panel.has_a() ? views_in(panel.state.view, panel.state.views) : Views::Single;
    if (panel.ui.button(
            "ab", names[static_cast<int>(views)],
            "A and B side by side; in the plane A's flow hollow under B's; or B alone")) {
        panel.state.views = next_views(panel.state.view, panel.state.views);
    }
    ImGui::EndDisabled();
}

}  // namespace

void toolbar_panel(const Panel& panel, const Rect& rect) {
    const Theme& theme = panel.theme();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(14), theme.px(10)});
    panel.ui.begin_panel("toolbar", rect);
    if (panel.still()) {
        model_name(panel);
        separator(panel);
    } else {
        play_buttons(panel);
        separator(panel);
        run_buttons(panel);
        separator(panel);
        speed_choice(panel);
        separator(panel);
        undo_buttons(panel);
        separator(panel);
        session_menu(panel);
        ImGui::SameLine();
    }
    stage_buttons(panel);

    // From the right edge: theme, A|B, preset.
    const float preset_width = theme.px(330);
    const float right = rect.width() - theme.px(14);
    ImGui::SameLine(right - preset_width - theme.px(112));
    if (panel.still()) {
        ImGui::Dummy({preset_width, 0});
    } else {
        preset_choice(panel, preset_width);
    }
    ImGui::SameLine(right - theme.px(98));
    if (panel.still() && !panel.has_a()) {
        ImGui::Dummy({1, 0});  // one model has no other beside it
    } else {
        members_button(panel);
    }
    ImGui::SameLine(right - theme.px(32));
    if (panel.ui.button("theme", panel.state.dark ? LA_ICON_SUN : LA_ICON_MOON,
                        panel.state.dark ? "Light theme" : "Dark theme")) {
        panel.state.dark = !panel.state.dark;
    }
    panel.ui.end_panel();
    ImGui::PopStyleVar();
}

}  // namespace la
