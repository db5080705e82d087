#include "app/lessons/lesson_run.h"

#include <algorithm>
#include <cmath>

#include "app/experiment/experiment.h"
#include "app/lessons/handed_in.h"
#include "app/lessons/lesson_answers.h"
#include "app/stage/state_values.h"
#include "app/state/speeds.h"
#include "core/base/read_number.h"
#include "core/config/config_json.h"
#include "core/config/names.h"
#include "core/io/presets.h"

namespace la {

namespace {

constexpr float kNudge = 3;                 // seconds for which "not yet" is said
constexpr std::size_t kLongestNumber = 12;  // characters

LessonRun& run_of(const FrameContext& context) {
    return *context.temp.lesson.run;
}

CardProgress& progress(LessonRun& run) {
    return run.cards[run.card];
}

const LessonCard& card_of(const LessonRun& run) {
    return run.now().cards[run.card];
}

Config config_of(const LessonSetup& setup) {
    Config config = find_preset(setup.preset).config;
    for (const std::string& assignment : setup.set) {
        set_field(config, assignment);
    }
    return config;
}

// The views of a setup, which need no run.
void set_views(const FrameContext& context, const LessonSetup& setup) {
    UiState& state = context.state;
    state.presentation = false;
    context.temp.demo.player.stop();
    if (setup.laboratory) {
        state.laboratory = *setup.laboratory;
    }
    if (setup.view) {
        state.view = *setup.view;
    }
    if (setup.layout) {
        state.pair_layout = *setup.layout;
    }
    if (setup.refine) {
        state.weights.refine = *setup.refine == 4 ? 2 : *setup.refine - 1;
    }
    if (!setup.section.empty()) {
        for (std::size_t i = 0; i < kSectionNames.size(); ++i) {
            state.closed[i] = setup.section != kSectionNames[i];
        }
    }
}

void set_up(const FrameContext& context, LessonRun& run) {
    const LessonSetup& setup = card_of(run).setup;
    progress(run).set_up = true;
    if (!setup.preset.empty()) {
        run.expected = config_of(setup);
        context.experiment.begin_gesture();
        context.experiment.start({.config = run.expected, .preset = setup.preset});
        context.temp.history = {};
        context.temp.drawing.on = false;
        context.temp.depth = {.value = 0, .playing = false, .rest = 0};
        context.state.laboratory = run.expected.laboratory.value_or(LaboratoryKind::Flow);
    }
    set_views(context, setup);
    if (setup.lambda) {
        context.experiment.pass(Change{
            SetLambda{static_cast<int>(members_of(run.expected).size()) - 1, *setup.lambda}});
    }
    if (setup.reset) {
        context.experiment.pass(Change{Reset{}});
    }
    if (setup.speed) {
        context.experiment.pass(SetSpeed{kSpeeds[*setup.speed].steps_per_s});
    }
    run.training_to = setup.train_to;
    if (setup.train_to) {
        context.experiment.pass(SetSpeed{0});
        set_running(context.experiment, true);
    } else if (setup.run || !setup.preset.empty()) {
        set_running(context.experiment, setup.run.value_or(false));
    }
    if (setup.depth_part) {
        context.temp.depth = {
            .value = static_cast<float>(*setup.depth_part * run.expected.network.layers),
            .playing = false,
            .rest = 0};
    }
}

// Pauses where the setup wanted to train to.
void end_training(const FrameContext& context, LessonRun& run) {
    if (run.training_to &&
        state_number(context, "step").value_or(0) >= static_cast<double>(*run.training_to)) {
        run.training_to.reset();
        const LessonSetup& setup = card_of(run).setup;
        context.experiment.pass(SetSpeed{kSpeeds[setup.speed.value_or(1)].steps_per_s});
        set_running(context.experiment, setup.run.value_or(false));
    }
}

void tick(const FrameContext& context, LessonRun& run, float seconds) {
    const LessonCard& card = card_of(run);
    CardProgress& at = progress(run);
    for (std::size_t i = 0; i < card.checks.size(); ++i) {
        const Condition& until = card.checks[i].until;
        at.held[i] = holds(context, until) ? at.held[i] + seconds : 0;
        if (at.held[i] > 0 && at.held[i] >= static_cast<float>(until.seconds)) {
            at.met[i] = true;
        }
    }
}

void open_card(LessonRun& run, std::size_t card) {
    run.card = card;
    run.patience = run.nudge = 0;
    run.training_to.reset();
}

}  // namespace

void begin_lesson(const FrameContext& context, std::size_t lesson) {
    LessonUi& ui = context.temp.lesson;
    LessonRun run{.shelf = ui.shelf, .lesson = lesson, .cards = {}, .expected = {}};
    for (const LessonCard& card : run.now().cards) {
        run.cards.push_back({.held = std::vector<float>(card.checks.size(), 0),
                             .met = std::vector<bool>(card.checks.size(), false)});
    }
    ui.open = true;
    ui.handed_in.reset();
    ui.run = std::move(run);
    set_up(context, *ui.run);
}

void update_lesson(const FrameContext& context, float seconds) {
    LessonUi& ui = context.temp.lesson;
    if (!ui.run || ui.run->ended() || !ui.open || ui.handed_in) {
        return;
    }
    LessonRun& run = *ui.run;
    run.patience += seconds;
    run.nudge = std::max(0.0f, run.nudge - seconds);
    if (!progress(run).set_up) {
        set_up(context, run);
    }
    end_training(context, run);
    // The snapshot shows a new run only after the training has taken the commands.
    if (!run.training_to && context.snapshot.commands >= context.experiment.passed() &&
        why_lost(context).empty()) {
        tick(context, run, seconds);
    }
}

bool checks_met(const LessonRun& run) {
    return !run.training_to && std::ranges::all_of(run.cards[run.card].met, std::identity{});
}

bool card_done(const LessonRun& run) {
    return checks_met(run) && (!card_of(run).ask || run.cards[run.card].right);
}

namespace {

// The step to which the lesson has trained the run of this card; 0: it has not.
double trained_before(const LessonRun& run) {
    double out = 0;
    for (std::size_t i = 0; i <= run.card; ++i) {
        const LessonSetup& setup = run.now().cards[i].setup;
        out = setup.train_to         ? static_cast<double>(*setup.train_to)
              : setup.preset.empty() ? out
                                     : 0;
    }
    return out;
}

}  // namespace

std::string why_lost(const FrameContext& context) {
    const LessonRun& run = run_of(context);
    if (run.ended() || context.snapshot.commands < context.experiment.passed()) {
        return {};
    }
    if (context.frozen()) {
        return "A model is on screen: Esc leads back to the lesson.";
    }
    const LaboratoryKind laboratory = card_of(run).setup.laboratory.value_or(
        run.expected.laboratory.value_or(LaboratoryKind::Flow));
    if (context.state.laboratory != laboratory) {
        return "This card is about another laboratory.";
    }
    const bool shallow = laboratory == LaboratoryKind::MeanField;
    const Config& now = context.open_config();
    const bool same = shallow ? now.shallow.points == run.expected.shallow.points &&
                                    now.shallow.dimension == run.expected.shallow.dimension
                              : now.dataset == run.expected.dataset &&
                                    now.network.layers == run.expected.network.layers &&
                                    now.network.head.kind == run.expected.network.head.kind &&
                                    now.compare == run.expected.compare;
    if (!same) {
        return "The data or the networks are not those of this lesson.";
    }
    const bool reset =
        !run.training_to && state_number(context, "step").value_or(0) < 0.9 * trained_before(run);
    return reset ? "The networks were reset, and this card is about trained ones." : std::string();
}

void back_to_setting(const FrameContext& context) {
    LessonRun& run = run_of(context);
    // The last card with a preset sets the run up, those after it the rest.
    std::size_t first = run.card;
    while (first > 0 && run.now().cards[first].setup.preset.empty()) {
        --first;
    }
    const std::size_t card = run.card;
    std::optional<std::int64_t> training_to;
    for (run.card = first; run.card <= card; ++run.card) {
        set_up(context, run);
        training_to = run.training_to ? run.training_to : training_to;
    }
    run.card = card;
    if (training_to && !run.training_to) {
        run.training_to = training_to;
        context.experiment.pass(SetSpeed{0});
        set_running(context.experiment, true);
    }
}

void next_card(const FrameContext& context) {
    LessonRun& run = run_of(context);
    if (run.ended()) {
        context.temp.lesson.run.reset();
    } else if (card_done(run) || progress(run).skipped) {
        open_card(run, run.card + 1);
    } else {
        run.nudge = kNudge;
    }
}

void skip_card(const FrameContext& context) {
    LessonRun& run = run_of(context);
    if (!run.ended()) {
        progress(run).skipped = !card_done(run);
        open_card(run, run.card + 1);
    }
}

void card_before(const FrameContext& context) {
    LessonRun& run = run_of(context);
    if (run.card > 0) {
        open_card(run, run.card - 1);
    } else {
        context.temp.lesson.run.reset();  // to the list
    }
}

void choose_answer(const FrameContext& context, std::size_t answer) {
    LessonRun& run = run_of(context);
    const LessonQuestion& question = *card_of(run).ask;
    CardProgress& at = progress(run);
    if (answer < question.answers.size() && !at.right) {
        at.chosen = static_cast<int>(answer);
        at.right = question.answers[answer].right;
        ++at.tries;
    }
}

std::optional<double> right_number(const FrameContext& context, const LessonQuestion& question) {
    return question.equals ? question.equals : state_number(context, question.value);
}

void give_number(const FrameContext& context) {
    LessonRun& run = run_of(context);
    const LessonQuestion& question = *card_of(run).ask;
    CardProgress& at = progress(run);
    const std::optional<double> typed = number_in(at.typed);
    const std::optional<double> right = right_number(context, question);
    if (!typed || at.right) {
        return;
    }
    at.chosen = 0;
    ++at.tries;
    const double allowed = right ? std::max(question.off, question.within * std::abs(*right)) : 0;
    at.right = right && std::abs(*typed - *right) <= allowed * (1 + 1e-9);
}

namespace {

// Digits of a question: they choose an answer, or are typed.
bool press_in_question(const FrameContext& context, const KeyPress& key) {
    LessonRun& run = run_of(context);
    const LessonCard& card = card_of(run);
    if (!card.ask || !checks_met(run) || progress(run).right) {
        return false;
    }
    CardProgress& at = progress(run);
    const bool digit = key.key >= '0' && key.key <= '9';
    if (!card.ask->numeric()) {
        const auto answer = static_cast<std::size_t>(key.key - '1');
        if (digit && answer < card.ask->answers.size()) {
            choose_answer(context, answer);
        }
        return digit;
    }
    if ((digit || key.key == '.' || key.key == ',' || key.key == '-') &&
        at.typed.size() < kLongestNumber) {
        at.typed += static_cast<char>(key.key == ',' ? '.' : key.key);
        at.chosen.reset();
        return true;
    }
    if (key.key == kKeyBackspace && !at.typed.empty()) {
        at.typed.pop_back();
        at.chosen.reset();
        return true;
    }
    if (key.key == kKeyEnter && !at.typed.empty() && !at.chosen) {
        give_number(context);
        return true;
    }
    return false;
}

bool press_in_list(const FrameContext& context, const KeyPress& key) {
    LessonUi& ui = context.temp.lesson;
    const std::size_t count = ui.shelf->lessons.size();
    if (key.key == kKeyDown || key.key == kKeyPageDown) {
        ui.chosen = std::min(ui.chosen + 1, count - 1);
    } else if (key.key == kKeyUp || key.key == kKeyPageUp) {
        ui.chosen -= ui.chosen > 0 ? 1 : 0;
    } else if (key.key == kKeyEnter) {
        begin_lesson(context, ui.chosen);
    } else if (key.key >= '1' && key.key <= '9' &&
               static_cast<std::size_t>(key.key - '1') < count) {
        ui.chosen = static_cast<std::size_t>(key.key - '1');
        begin_lesson(context, ui.chosen);
    } else {
        return false;
    }
    return true;
}

}  // namespace

bool press_in_lesson(const FrameContext& context, const KeyPress& key) {
    LessonUi& ui = context.temp.lesson;
    if (!ui.open || context.state.presentation || context.temp.help) {
        return false;
    }
    if (key.key == kKeyEscape && key.modifiers == 0 && !context.temp.demo.player.playing() &&
        !context.frozen()) {
        ui.open = false;
        return true;
    }
    const bool skips = key.modifiers == kShift && key.key == kKeyPageDown;
    if (key.modifiers != 0 && !skips) {
        return false;
    }
    if (ui.handed_in) {
        return press_in_handed_in(context, key);
    }
    if (!ui.run) {
        return press_in_list(context, key);
    }
    if (skips) {
        skip_card(context);
        return true;
    }
    if (ui.run->ended() && key.key == 'H') {
        context.temp.commands.emplace_back(HandIn{answers_json(*ui.run)});
        return true;
    }
    if (!ui.run->ended() && !why_lost(context).empty() && key.key == kKeyEnter) {
        back_to_setting(context);
        return true;
    }
    if (!ui.run->ended() && press_in_question(context, key)) {
        return true;
    }
    if (key.key == kKeyEnter || key.key == kKeyPageDown) {
        next_card(context);
        return true;
    }
    if (key.key == kKeyPageUp) {
        card_before(context);
        return true;
    }
    // A digit that answers nothing would change the view that the lesson looks at.
    return key.key >= '1' && key.key <= '9';
}

}  // namespace la
