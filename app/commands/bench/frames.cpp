#include "app/commands/bench/frames.h"

#include <algorithm>
#include <chrono>

#include "app/window/interrupt.h"
#include "core/shallow/shallow_snapshot.h"

namespace la {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t kTrainFirst = 2000;  // steps: enough to solve the opening preset
constexpr double kMaxTrainSeconds = 5;      // on a slow machine
constexpr int kWarmupFrames = 10;           // fonts, shaders, the views easing to their frame
constexpr int kMinFrames = 20;
// Seconds of training with the new lambda before its flow counts as shown.
constexpr double kTrainNewLambda = 0.05;
constexpr double kMaxLambdaSeconds = 3;  // to wait for that flow
constexpr int kMinChanges = 3;

double seconds_between(Clock::time_point a, Clock::time_point b) {
    return std::chrono::duration<double>(b - a).count();
}

// Plays frames of the whole application by the real clock.
class Player {
  public:
    explicit Player(const FrameTime& what, Experiment& experiment)
        : offscreen_({what.width, what.height}, 1), app_(experiment, "circles") {
        if (what.show == "everything") {
            UiState& s = app_.state();
            s.show_grid = s.show_arrows = s.show_vectors = s.show_isolines = s.show_ideal =
                s.show_folds = true;
        } else if (what.show == "refined") {
            app_.state().laboratory = LaboratoryKind::Weights;
            app_.state().weights.refine = 2;
        }
    }

    // Returns milliseconds until the frame is drawn.
    double frame() {
        const Clock::time_point begin = Clock::now();
        const double elapsed = std::clamp(seconds_between(last_, begin), 1e-4, 1.0);
        last_ = begin;
        offscreen_.play(app_, static_cast<float>(elapsed), Offscreen::Drawing::AsInWindow);
        finish_drawing();
        return 1000 * seconds_between(begin, Clock::now());
    }

    const Snapshot& snapshot() const { return app_.snapshot(); }
    // The snapshot on screen; null before the first observation.
    const Snapshot* shown() const {
        return app_.observation() ? app_.observation()->snapshot.get() : nullptr;
    }

  private:
    Offscreen offscreen_;
    App app_;
    Clock::time_point last_ = Clock::now();
};

// Of the run that takes steps.
std::int64_t step_of(const Snapshot& snapshot) {
    return snapshot.kind == RunKind::Shallow && snapshot.shallow ? snapshot.shallow->step
                                                                 : snapshot.step;
}

void train_first(Player& player) {
    const Clock::time_point begin = Clock::now();
    while (step_of(player.snapshot()) < kTrainFirst && !interrupted() &&
           seconds_between(begin, Clock::now()) < kMaxTrainSeconds) {
        player.frame();
    }
}

}  // namespace

FrameTime measure_frames(FrameTime what, const Config& config, const EngineFactory& factory,
                         double seconds) {
    Trainer::Options options;
    options.factory = factory;
    LiveExperiment experiment(config, options);
    Player player(what, experiment);
    experiment.start();
    train_first(player);
    if (what.training == "paused") {
        experiment.send(Pause{});
    }
    for (int i = 0; i < kWarmupFrames && !interrupted(); ++i) {
        player.frame();
    }
    std::vector<double> ms;
    const std::int64_t first_step = step_of(player.snapshot());
    const Clock::time_point begin = Clock::now();
    while ((seconds_between(begin, Clock::now()) < seconds ||
            static_cast<int>(ms.size()) < kMinFrames) &&
           !interrupted()) {
        ms.push_back(player.frame());
    }
    const bool shallow = config.laboratory == LaboratoryKind::MeanField;
    what.points = shallow ? config.shallow.train : config.dataset.points;
    what.layers = shallow ? 1 : config.network.layers;
    what.frames = static_cast<int>(ms.size());
    if (!ms.empty()) {
        what.ms_p50 = percentile(ms, 0.5);
        what.ms_p99 = percentile(ms, 0.99);
        what.steps_per_s = static_cast<double>(step_of(player.snapshot()) - first_step) /
                           seconds_between(begin, Clock::now());
    }
    return what;
}

LambdaTime measure_lambda(const Config& config, const EngineFactory& factory, double seconds) {
    Trainer::Options options;
    options.factory = factory;
    LiveExperiment experiment(config, options);
    Player player({.width = 1600, .height = 900}, experiment);
    experiment.start();
    train_first(player);
    std::vector<double> ms;
    const Clock::time_point begin = Clock::now();
    for (int i = 0;
         (seconds_between(begin, Clock::now()) < seconds || i < kMinChanges) && !interrupted();
         ++i) {
        const double lambda = i % 2 == 0 ? 0.1 : 0.03;
        const int b = static_cast<int>(player.snapshot().members.size()) - 1;
        const Clock::time_point moved = Clock::now();
        experiment.send(Change{SetLambda{b, lambda, {}}});
        std::int64_t arrived = -1;  // step of the change; negative: not in a snapshot yet
        bool on_screen = false;
        while (!on_screen && seconds_between(moved, Clock::now()) < kMaxLambdaSeconds &&
               !interrupted()) {
            player.frame();
            const Snapshot& now = player.snapshot();
            if (arrived < 0 && now.members.back().lambda == lambda && !now.changes->empty()) {
                arrived = static_cast<std::int64_t>(now.changes->back().step);
            }
            const double needed = kTrainNewLambda * now.steps_per_s;
            on_screen = arrived >= 0 && player.shown() &&
                        static_cast<double>(player.shown()->step - arrived) >= needed;
        }
        if (on_screen) {
            ms.push_back(1000 * seconds_between(moved, Clock::now()));
        }
    }
    return ms.empty()
               ? LambdaTime{}
               : LambdaTime{static_cast<int>(ms.size()), percentile(ms, 0.5), percentile(ms, 1)};
}

std::string gl_renderer() {
    return HeadlessContext().renderer();
}

}  // namespace la
