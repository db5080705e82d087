#include "app/bench/frames.h"

#include <algorithm>
#include <chrono>

#include "app/interrupt.h"

namespace la {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t kTrainFirst = 2000;  // steps: the opening preset is solved
constexpr double kTrainAtMost = 5;          // seconds, where training is slow
constexpr int kFramesFirst = 10;            // not counted: fonts, shaders, the frame easing
constexpr int kFramesLeast = 20;

double seconds_between(Clock::time_point a, Clock::time_point b) {
    return std::chrono::duration<double>(b - a).count();
}

// Plays frames with the real clock, until the last is drawn; returns how long each took.
class Player {
  public:
    explicit Player(const FrameTime& what, Lab& lab)
        : stage_({what.width, what.height}, 1), app_(lab, "circles") {}

    double frame() {
        const Clock::time_point begin = Clock::now();
        const double elapsed = std::clamp(seconds_between(last_, begin), 1e-4, 1.0);
        last_ = begin;
        stage_.play(app_, static_cast<float>(elapsed), Stage::Drawing::AsInWindow);
        finish_drawing();
        return 1000 * seconds_between(begin, Clock::now());
    }

    const Snapshot& snapshot() const { return app_.snapshot(); }

  private:
    Stage stage_;
    App app_;
    Clock::time_point last_ = Clock::now();
};

void train_first(Player& player) {
    const Clock::time_point begin = Clock::now();
    while (player.snapshot().step < kTrainFirst && !interrupted() &&
           seconds_between(begin, Clock::now()) < kTrainAtMost) {
        player.frame();
    }
}

}  // namespace

FrameTime measure_frames(FrameTime what, const Config& config, const EngineFactory& factory,
                         double seconds) {
    Trainer::Options options;
    options.factory = factory;
    LiveLab lab(config, options);
    Player player(what, lab);
    lab.start();
    train_first(player);
    if (what.training == "paused") {
        lab.send(Pause{});
    }
    for (int i = 0; i < kFramesFirst && !interrupted(); ++i) {
        player.frame();
    }
    std::vector<double> ms;
    const std::int64_t first_step = player.snapshot().step;
    const Clock::time_point begin = Clock::now();
    while ((seconds_between(begin, Clock::now()) < seconds ||
            static_cast<int>(ms.size()) < kFramesLeast) &&
           !interrupted()) {
        ms.push_back(player.frame());
    }
    what.points = config.dataset.points;
    what.frames = static_cast<int>(ms.size());
    if (!ms.empty()) {
        what.ms_p50 = percentile(ms, 0.5);
        what.ms_p99 = percentile(ms, 0.99);
        what.steps_per_s = static_cast<double>(player.snapshot().step - first_step) /
                           seconds_between(begin, Clock::now());
    }
    return what;
}

std::string gl_renderer() {
    return HeadlessContext().renderer();
}

}  // namespace la
