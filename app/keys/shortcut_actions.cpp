#include "app/keys/shortcut_actions.h"

#include <algorithm>
#include <optional>

#include "app/motion/lambda_scale.h"
#include "app/settings/setting_text.h"
#include "app/state/speeds.h"
#include "core/base/error.h"
#include "core/data/dataset_kinds.h"

namespace la::shortcut {

namespace {

constexpr double kNotch = 1.7782794100389228;  // factor of lambda: a quarter of a decade
constexpr double kUsualLambda = 0.03;          // toggling goes here if lambda was never above 0

void send_lambda(const FrameContext& context, double lambda, std::optional<Mode> mode = {}) {
    const int b = static_cast<int>(context.snapshot.members.size()) - 1;
    context.experiment.send(Change{SetLambda{b, lambda, mode}});
}

void notice(const FrameContext& context, const std::string& line) {
    context.temp.notice = {line, 12};
}

}  // namespace

void raise_lambda(const FrameContext& context) {
    const double lambda = context.experiment.lambda_of_b().lambda;
    send_lambda(context, lambda > 0 ? std::min(lambda * kNotch, kLambdaMax) : kLambdaMin);
}

void lower_lambda(const FrameContext& context) {
    const double lambda = context.experiment.lambda_of_b().lambda / kNotch;
    send_lambda(context, lambda > kLambdaMin * 0.99 ? lambda : 0);
}

void toggle_lambda(const FrameContext& context) {
    if (context.experiment.lambda_of_b().lambda > 0) {
        send_lambda(context, 0);
    } else if (const auto last = context.experiment.last_positive_lambda()) {
        send_lambda(context, last->lambda, last->mode);
    } else {
        send_lambda(context, kUsualLambda);
    }
}

void change_speed(const FrameContext& context, int by) {
    const int speed = std::clamp(context.state.speed + by, 0, static_cast<int>(kSpeeds.size()) - 1);
    if (speed != context.state.speed) {
        context.experiment.send(SetSpeed{kSpeeds[speed].steps_per_s});
    }
}

void play_or_stop_depth(const FrameContext& context) {
    context.temp.depth.playing = !context.temp.depth.playing;
    context.temp.depth.rest = 0;
}

void leave(const FrameContext& context) {
    CuePlayer& cues = context.temp.demo.player;
    if (cues.playing() || cues.ended()) {
        cues.stop();
    } else if (context.temp.model_shown && !context.state.presentation) {
        context.temp.commands.emplace_back(LeaveModel{});
    } else {
        context.state.presentation = false;
    }
}

void open_or_close_theory(const FrameContext& context) {
    context.temp.theory.open = !context.temp.theory.open;
    context.temp.theory.marked.clear();
}

void take_lens(const FrameContext& context) {
    context.temp.lens = {.on = !context.temp.lens.on};
}

void lay_out_otherwise(const FrameContext& p) {
    p.state.pair_layout = next_layout(p.state.view, p.state.pair_layout);
}

void frame_next(const FrameContext& context) {
    if (!context.has_a()) {
        return;
    }
    constexpr const char* kSaid[] = {"the frame holds B's points", "the frame holds all points",
                                     "the frame holds A's points"};
    FrameOf& frame = context.temp.view.frame_of;
    frame = static_cast<FrameOf>((static_cast<int>(frame) + 1) % 3);
    context.temp.notice = {kSaid[static_cast<int>(frame)], 4};
}

void view_as_at_first(const FrameContext& context) {
    reset_views(context.state);
    context.temp.view.frame_of = FrameOf::B;
    context.temp.view.ease.fit();
}

void open_save_menu(const FrameContext& p) {
    p.state.presentation = false;  // the menu is not part of a presentation
    p.temp.saving.open_menu = true;
}

void save_picture(const FrameContext& context) {
    SaveSettings settings = context.state.save;
    settings.kind = SaveKind::Picture;
    settings.name.clear();
    context.temp.commands.emplace_back(ExportFile{settings});
}

void sweep_or_stop(const FrameContext& context) {
    context.temp.commands.push_back(context.temp.sweep.running() ? AppCommand(StopSweep{})
                                                                 : AppCommand(StartSweep{}));
}

void play_or_pause(const FrameContext& context) {
    set_running(context.experiment, context.snapshot.status != Status::Running &&
                                        context.snapshot.status != Status::Starting);
}

void open_palette(const FrameContext& context) {
    context.temp.palette = {};
    context.temp.palette.open = context.temp.palette.begin = true;
    context.state.presentation = false;
}

void open_lessons(const FrameContext& context) {
    context.temp.lesson.open = !context.temp.lesson.open || context.state.presentation;
    context.state.presentation = false;
}

void copy_setting(const FrameContext& context) {
    try {
        const std::string line = setting_text(context.open_config());
        ImGui::SetClipboardText(line.c_str());
        notice(context, "copied: " + line);
    } catch (const Error& error) {
        notice(context, error.what());
    }
}

void paste_setting(const FrameContext& context) {
    const char* text = ImGui::GetClipboardText();
    try {
        Config config = parse_setting(text ? text : "");
        if (has_generator(config.dataset)) {
            context.experiment.start({.config = std::move(config)});
        } else {
            context.temp.commands.emplace_back(LoadConfig{std::move(config)});
        }
    } catch (const Error& error) {
        notice(context, error.what());
    }
}

}  // namespace la::shortcut
