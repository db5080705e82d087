#include "app/keys/shortcuts.h"

#include <array>
#include <string_view>

#include "app/keys/keys_page.h"
#include "app/keys/shortcut_actions.h"
#include "app/ui/key_hints.h"

namespace la {

namespace {

using namespace shortcut;

constexpr char kTraining[] = "TRAINING", kSession[] = "SESSION", kLambda[] = "LEAST ACTION",
               kChange[] = "CHANGES", kDepth[] = "DEPTH", kHistory[] = "HISTORY", kShow[] = "SHOW",
               kStart[] = "PRESETS", kTalk[] = "TALK AND LESSONS", kPage[] = "LABORATORY",
               kOut[] = "SAVE", kWindow[] = "WINDOW";

constexpr char kViewsInTurn[] = "plane, in depth, layers, input, sweep";

constexpr std::array kShortcuts{
    Shortcut{' ', 0, "play", kTraining, "play / pause", play_or_pause},
    Shortcut{'N', 0, "step_batch", kTraining, "one step on one batch",
             [](const FrameContext& p) { p.experiment.send(Step{Step::Unit::Batch}); }, true},
    Shortcut{'E', 0, "step_epoch", kTraining, "to the end of the epoch",
             [](const FrameContext& p) { p.experiment.send(Step{Step::Unit::Epoch}); }, true},
    Shortcut{'R', 0, "reset", kTraining, "step 0, the same initial weights",
             [](const FrameContext& p) { p.experiment.send(Change{Reset{}}); }},
    Shortcut{'R', kShift, "new_seed", kTraining, "other initial weights",
             [](const FrameContext& p) { p.experiment.send(Change{NewSeed{}}); }},
    Shortcut{kKeyBackspace, 0, "rewind", kTraining, "diverged: rewind to the last good step",
             rewind_to_good},
    Shortcut{'+', 0, "faster", kTraining, "faster",
             [](const FrameContext& p) { change_speed(p, 1); }},
    Shortcut{'-', 0, "slower", kTraining, "slower",
             [](const FrameContext& p) { change_speed(p, -1); }},

    Shortcut{'0', 0, "lambda", kLambda, "λ to 0, and back to what it was", toggle_lambda},
    Shortcut{kKeyUp, 0, "raise_lambda", kLambda, "λ a notch up", raise_lambda, true},
    Shortcut{kKeyDown, 0, "lower_lambda", kLambda, "λ a notch down", lower_lambda, true},

    Shortcut{'Z', kCtrl, "undo", kChange, "take back the last change",
             [](const FrameContext& p) { p.experiment.undo(); }, true},
    Shortcut{'Z', kCtrl | kShift, "redo", kChange, "redo",
             [](const FrameContext& p) { p.experiment.redo(); }, true},
    Shortcut{'Y', kCtrl, "redo", kChange, "redo",
             [](const FrameContext& p) { p.experiment.redo(); }, true},

    Shortcut{'C', kCtrl, "setting.copy", kSession, "copy this setting as one line", copy_setting},
    Shortcut{'V', kCtrl, "setting.paste", kSession, "start a setting from the clipboard",
             paste_setting},
    Shortcut{'S', kCtrl, "session.save", kSession, "save this work", ask<SaveSession>},
    Shortcut{'S', kCtrl | kShift, "session.save_as", kSession, "save it under another name",
             ask<SaveSessionAs>},
    Shortcut{'O', kCtrl, "session.open", kSession, "open another", ask<AskForSession>},
    Shortcut{'O', kCtrl | kShift, "model.open", kSession, "look at a model", ask<AskForModel>},

    Shortcut{kKeyRight, 0, "step_layer", kDepth, "next layer", step_layer<1>, true},
    Shortcut{kKeyLeft, 0, "step_layer_back", kDepth, "layer before", step_layer<-1>, true},
    Shortcut{'D', 0, "depth_play", kDepth, "let the particles flow, or stop", play_or_stop_depth},

    Shortcut{kKeyEnd, 0, "now", kHistory, "back to now",
             [](const FrameContext& p) { p.temp.history.shown = nullptr; }},
    Shortcut{kKeyHome, 0, "history_start", kHistory, "the start of the run",
             [](const FrameContext& p) { look_at(p.temp.history, p.snapshot, 0); }},
    Shortcut{kKeyLeft, kShift, "history", kHistory, "previous saved step", look<-1>, true},
    Shortcut{kKeyRight, kShift, "history", kHistory, "next saved step", look<1>, true},
    Shortcut{'G', 0, "go_on", kHistory, "go on from the step that is shown", go_on_from_shown},

    Shortcut{'B', 0, "ab", kShow, "A beside B, over it, or B alone", lay_out_otherwise},
    Shortcut{'1', kShift, "show_particles", kShow, "particles", flip<&UiState::show_particles>},
    Shortcut{'2', kShift, "show_trails", kShow, "trails", flip<&UiState::show_trails>},
    Shortcut{'3', kShift, "show_field", kShow, "decision field", flip<&UiState::show_field>},
    Shortcut{'4', kShift, "show_head", kShow, "head line", flip<&UiState::show_head>},
    Shortcut{'5', kShift, "show_isolines", kShow, "iso-lines", flip<&UiState::show_isolines>},
    Shortcut{'6', kShift, "show_grid", kShow, "warped grid", flip<&UiState::show_grid>},
    Shortcut{'7', kShift, "show_vectors", kShow, "vector field", flip<&UiState::show_vectors>},
    Shortcut{'8', kShift, "show_arrows", kShow, "displacements", flip<&UiState::show_arrows>},
    Shortcut{'9', kShift, "show_ideal", kShow, "free-particle ideal", flip<&UiState::show_ideal>},
    Shortcut{'0', kShift, "show_folds", kShow, "folds", flip<&UiState::show_folds>},
    Shortcut{'W', 0, "draw", kShow, "draw points: left paints, right erases", toggle_drawing},
    Shortcut{'1', 0, "view.0", kShow, kViewsInTurn, show_view<ViewKind::Plane>},
    Shortcut{'2', 0, "view.1", kShow, kViewsInTurn, show_view<ViewKind::InDepth>},
    Shortcut{'3', 0, "view.2", kShow, kViewsInTurn, show_view<ViewKind::Layers>},
    Shortcut{'4', 0, "view.3", kShow, kViewsInTurn, show_view<ViewKind::Input>},
    Shortcut{'5', 0, "view.4", kShow, kViewsInTurn, show_view<ViewKind::Sweep>},
    Shortcut{'F', 0, "frame", kShow, "frame the points of B, of both, of A", frame_next},
    Shortcut{'F', kShift, "reset_views", kShow, "all views as they are at first", view_as_at_first},
    Shortcut{'V', 0, "view", kShow, "the next view: plane, in depth, ..., sweep",
             show_other_view<next_view>},
    Shortcut{'V', kShift, "view_before", kShow, "the view before", show_other_view<view_before>},
    Shortcut{'Z', 0, "lens", kShow, "a lens at the pointer; the wheel magnifies", take_lens},
    Shortcut{'S', 0, "sweep.run", kShow, "sweep in the background, or stop it", sweep_or_stop},

    Shortcut{'E', kCtrl, "save_picture", kOut, "a picture of the views", save_picture},
    Shortcut{'E', kCtrl | kShift, "save", kOut, "pictures, films, tables", open_save_menu},

    Shortcut{'1', kCtrl, "preset.0", kStart, "", load_preset<0>},
    Shortcut{'2', kCtrl, "preset.1", kStart, "", load_preset<1>},
    Shortcut{'3', kCtrl, "preset.2", kStart, "", load_preset<2>},
    Shortcut{'4', kCtrl, "preset.3", kStart, "", load_preset<3>},
    Shortcut{'5', kCtrl, "preset.4", kStart, "", load_preset<4>},
    Shortcut{'6', kCtrl, "preset.5", kStart, "", load_preset<5>},
    Shortcut{'7', kCtrl, "preset.6", kStart, "", load_preset<6>},
    Shortcut{'8', kCtrl, "preset.7", kStart, "", load_preset<7>},
    Shortcut{'9', kCtrl, "preset.8", kStart, "", load_preset<8>},

    Shortcut{'C', 0, "cues", kTalk, "play the demonstration, or stop it", play_or_stop_cues},
    Shortcut{function_key(5), 0, "talk", kTalk, "begin the talk: large type, by page down",
             begin_talk},
    Shortcut{kKeyPageDown, 0, "cue_on", kTalk, "next caption; next card of a lesson",
             on_stage<kKeyPageDown>},
    Shortcut{kKeyPageUp, 0, "cue_back", kTalk, "the caption or the card before",
             on_stage<kKeyPageUp>},
    Shortcut{'.', 0, "blank", kTalk, "presentation: a black screen, and back", on_stage<'.'>},
    Shortcut{'P', 0, "present", kTalk, "presentation: large type, no panels",
             flip<&UiState::presentation>},
    Shortcut{function_key(2), 0, "formulas", kTalk, "the formulas, with the numbers of now",
             open_or_close_theory},
    Shortcut{'L', 0, "lessons", kTalk, "lessons, or close them", open_lessons},
    Shortcut{'P', kCtrl, "palette", kTalk, "find a control, preset, data set or lesson",
             open_palette},

    Shortcut{function_key(6), 0, "laboratory.0", kPage, "flow: how far the points move",
             open_laboratory<LaboratoryKind::Flow>},
    Shortcut{function_key(7), 0, "laboratory.1", kPage, "weights: how they vary over depth",
             open_laboratory<LaboratoryKind::Weights>},
    Shortcut{function_key(8), 0, "laboratory.2", kPage, "mean field: a network inside its theory",
             open_laboratory<LaboratoryKind::MeanField>},
    Shortcut{function_key(9), 0, "laboratory.3", kPage, "stability: is the training chaotic?",
             open_laboratory<LaboratoryKind::Stability>},

    Shortcut{'T', 0, "theme", kWindow, "dark or light", flip<&UiState::dark>},
    Shortcut{'+', kCtrl, "type.larger", kWindow, "larger type", change_type<1>, true},
    Shortcut{'=', kCtrl, "type.larger", kWindow, "larger type", change_type<1>, true},
    Shortcut{'-', kCtrl, "type.smaller", kWindow, "smaller type", change_type<-1>, true},
    Shortcut{'0', kCtrl, "type.usual", kWindow, "type of the usual size", change_type<0>},
    Shortcut{kKeyEscape, 0, "leave", kWindow,
             "close a menu; end demonstration, presentation, model", leave},
    Shortcut{function_key(11), 0, "full_screen", kWindow, "full screen", ask<ToggleFullScreen>},
    Shortcut{function_key(1), 0, "help", kWindow, "this list",
             [](const FrameContext& p) { p.temp.help = true; }},
    Shortcut{'?', 0, "help", kWindow, "this list",
             [](const FrameContext& p) { p.temp.help = true; }},
    Shortcut{'Q', kCtrl, "quit", kWindow, "quit", ask<Quit>},
};

// Shortcuts that change the training; a model that is not trained ignores them.
bool needs_training(const Shortcut& shortcut) {
    const std::string_view group = shortcut.group, control = shortcut.control;
    return group == kTraining || group == kLambda || group == kChange || group == kStart ||
           control == "sweep.run" || control == "go_on";
}

// Keys that act even while a text is edited, because they type nothing.
bool writes_nothing(const Shortcut& shortcut) {
    const bool type = std::string_view(shortcut.control).starts_with("type.");
    return shortcut.key >= function_key(1) || type ||
           (shortcut.key == 'Q' && shortcut.modifiers == kCtrl);
}

}  // namespace

std::span<const Shortcut> shortcuts() {
    return kShortcuts;
}

std::string key_hint(std::string_view control) {
    std::string hint;
    for (const Shortcut& shortcut : kShortcuts) {
        if (shortcut.control == control) {
            hint += (hint.empty() ? "" : ", ") + key_text(shortcut);
        }
    }
    return hint;
}

void press_key(const FrameContext& context, const KeyPress& press,
               const std::function<bool()>& of_the_laboratory) {
    if (context.temp.help) {
        if (press.key == kKeyEscape) {
            context.temp.help = false;
        } else if (!press.repeat) {  // the key that opened it may still be held
            turn_keys_page(context.temp);
        }
        return;
    }
    if (context.temp.session.dialog != SessionUi::Dialog::None && press.key == kKeyEscape) {
        leave_dialog(context.temp.session, context.temp.commands);
        return;
    }
    if (context.temp.user_presets.asking && press.key == kKeyEscape) {
        context.temp.user_presets.asking = false;
        return;
    }
    if (press.key == kKeyEscape && ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) {
        if (!ImGui::GetIO().WantTextInput) {  // otherwise it ends the editing of a text
            ImGui::SetWindowFocus(nullptr);   // this closes all menus
        }
        return;
    }
    if (!press.repeat) {
        context.experiment.begin_gesture();
    }
    if (!ImGui::GetIO().WantTextInput && of_the_laboratory()) {
        return;
    }
    for (const Shortcut& shortcut : kShortcuts) {
        if (shortcut.key != press.key || shortcut.modifiers != press.modifiers ||
            (press.repeat && !shortcut.repeats) || (context.frozen() && needs_training(shortcut)) ||
            (ImGui::GetIO().WantTextInput && !writes_nothing(shortcut))) {
            continue;
        }
        shortcut.act(context);
        return;
    }
}

bool press_while_busy(const FrameContext& context, const KeyPress& press) {
    UiTemp& temp = context.temp;
    const bool waits = temp.session.waits;  // the dialog that has named the model
    const bool asks = (temp.session.dialog != SessionUi::Dialog::None && !waits) ||
                      temp.user_presets.asking || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
    if ((!temp.model_reading && !context.snapshot.going_back) || press.key != kKeyEscape ||
        press.modifiers != 0 || temp.help || asks) {
        return false;
    }
    if (waits) {
        leave_dialog(temp.session, temp.commands);
    } else if (context.snapshot.going_back) {
        context.experiment.send(StopRewind{});
    } else {
        temp.commands.emplace_back(LeaveModel{});
    }
    return true;
}

}  // namespace la
