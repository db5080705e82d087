#include "app/stage/cue_director.h"

#include <algorithm>

#include "app/experiment/experiment.h"
#include "app/stage/state_values.h"
#include "app/state/speeds.h"

namespace la {

namespace {

void perform(const FrameContext& context, const CueMoves& moves) {
    UndoableExperiment& experiment = context.experiment;
    if (moves.speed) {
        experiment.pass(SetSpeed{kSpeeds[nearest_speed(*moves.speed)].steps_per_s});
    }
    if (moves.lambda) {
        const int b = static_cast<int>(context.snapshot.members.size()) - 1;
        experiment.pass(Change{SetLambda{b, *moves.lambda}});
    }
    // Sent after lambda: the new run takes no step with the old value, so that A and B can be
    // alike.
    if (moves.reset) {
        experiment.pass(Change{Reset{}});
        context.temp.history = {};
    }
    if (moves.run) {
        experiment.pass(*moves.run ? Command(Run{}) : Command(Pause{}));  // no act of the user
    }
    if (moves.laboratory) {
        context.state.laboratory = *moves.laboratory;
    }
    context.state.stability.explorer = moves.explorer.value_or(context.state.stability.explorer);
    if (!moves.view.empty()) {
        context.state.view =
            static_cast<ViewKind>(std::ranges::find(kViewNames, moves.view) - kViewNames.begin());
    }
    if (moves.refine) {
        context.state.weights.refine = *moves.refine == 4 ? 2 : *moves.refine - 1;
    }
    if (moves.depth) {
        context.temp.depth.value = static_cast<float>(*moves.depth);
        context.temp.depth.playing = false;
    }
}

}  // namespace

void play_cues(const FrameContext& context, CuePace pace) {
    if (context.frozen() || context.open_config().cues.empty()) {
        return;
    }
    set_running(context.experiment, true);
    context.temp.demo.player.play(context.open_config().cues,
                                  context.experiment.lambda_of_b().lambda, context.temp.depth.value,
                                  pace);
    context.temp.demo.sent_before = context.experiment.sent();
}

void play_or_stop_cues(const FrameContext& context) {
    CuePlayer& cues = context.temp.demo.player;
    if (cues.playing() || cues.ended()) {
        cues.stop();
    } else {
        play_cues(context, CuePace::Clock);
    }
}

void begin_talk(const FrameContext& context) {
    context.state.presentation = true;
    play_cues(context, CuePace::Keys);
}

void direct_cues(const FrameContext& context, float seconds,
                 const std::function<std::optional<SweepSettings>()>& own_sweep) {
    Demo& demo = context.temp.demo;
    CuePlayer& player = demo.player;
    if ((player.playing() || player.ended()) && context.experiment.sent() != demo.sent_before) {
        player.stop();  // the user has taken over
    }
    if (!player.playing()) {
        return;
    }
    const CueMoves moves = player.advance(seconds, [&](const Condition& condition) {
        // Before the training has taken the commands, the snapshot shows what was.
        return context.snapshot.commands >= context.experiment.passed() &&
               holds(context, condition);
    });
    perform(context, moves);
    if (const auto sweep = moves.sweep ? own_sweep() : std::nullopt) {
        context.state.sweep = *sweep;
        context.temp.commands.emplace_back(StartSweep{});
    }
    if (!player.playing()) {
        context.temp.depth.playing = true;
    }
}

bool press_on_stage(const FrameContext& context, const KeyPress& key) {
    Demo& demo = context.temp.demo;
    if (demo.blank) {
        demo.blank = false;  // whatever key it is
        return true;
    }
    if (key.modifiers != 0) {
        return false;
    }
    const bool on = key.key == kKeyPageDown, back = key.key == kKeyPageUp;
    if (key.key == '.' && context.state.presentation) {
        demo.blank = true;
    } else if ((on || back) && (demo.player.playing() || demo.player.ended())) {
        if (on && demo.player.ended()) {
            demo.player.stop();
        } else if (on) {
            demo.player.go_on();
        } else {
            demo.player.go_back();
        }
    } else if (on && context.state.presentation) {
        play_cues(context, CuePace::Keys);
    } else {
        return false;
    }
    return true;
}

}  // namespace la
