#include "app/commands/progress.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <unistd.h>

#include "app/window/interrupt.h"

namespace la {

using namespace std::chrono_literals;

namespace {

constexpr auto kTerminalEvery = 100ms;
constexpr auto kLineEvery = 5s;
constexpr int kBar = 24;

std::string time_left(double seconds) {
    char text[48];
    if (seconds < 99) {
        std::snprintf(text, sizeof text, "%.0f s left", seconds);
    } else if (seconds < 5400) {
        std::snprintf(text, sizeof text, "%.0f min left", seconds / 60);
    } else {
        std::snprintf(text, sizeof text, "%.1f h left", seconds / 3600);
    }
    return text;
}

}  // namespace

Progress::Progress(std::string doing, std::string unit, std::int64_t total)
    : doing_(std::move(doing)),
      unit_(std::move(unit)),
      total_(total),
      terminal_(isatty(STDERR_FILENO) != 0),
      begin_(Clock::now()),
      shown_at_(begin_),
      looked_at_(begin_) {}

// Reading the clock may take longer than a step, so it is read about every 2 ms only.
void Progress::at(std::int64_t done) {
    done_ = done;
    if (done < next_look_) {
        return;
    }
    const Clock::time_point now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - looked_at_).count();
    const auto gone = static_cast<double>(done - looked_done_);
    next_look_ =
        done + std::clamp<std::int64_t>(
                   static_cast<std::int64_t>(0.002 * gone / std::max(seconds, 1e-9)), 1, 1 << 20);
    looked_at_ = now;
    looked_done_ = done;
    if (now - shown_at_ >= (terminal_ ? Clock::duration(kTerminalEvery) : kLineEvery)) {
        show(now);
    }
}

void Progress::show(Clock::time_point now) {
    shown_at_ = now;
    const double elapsed = std::chrono::duration<double>(now - begin_).count();
    const double rate = static_cast<double>(done_) / std::max(elapsed, 1e-9);
    const double fraction =
        static_cast<double>(done_) / static_cast<double>(std::max<std::int64_t>(total_, 1));
    std::string bar;
    if (terminal_) {
        const int full = static_cast<int>(fraction * kBar);
        bar = " [" + std::string(full, '#') + std::string(kBar - full, '.') + "]";
    }
    char text[160];
    std::snprintf(text, sizeof text, "%s%s %3.0f%%  %lld of %lld %s, %.*f %s/s, %s", doing_.c_str(),
                  bar.c_str(), 100 * fraction, static_cast<long long>(done_),
                  static_cast<long long>(total_), unit_.c_str(), rate < 10 ? 1 : 0, rate,
                  unit_.c_str(),
                  time_left(static_cast<double>(total_ - done_) / std::max(rate, 1e-9)).c_str());
    if (terminal_) {
        std::fprintf(stderr, "\r%s\x1b[K", text);
        std::fflush(stderr);
    } else {
        std::fprintf(stderr, "%s\n", text);
    }
    shown_ = true;
}

void Progress::end() {
    if (terminal_ && shown_) {
        std::fprintf(stderr, "\r\x1b[K");
        std::fflush(stderr);
    }
    shown_ = false;
}

bool train_with_progress(InlineExperiment& experiment, std::int64_t steps) {
    Progress progress("training", "steps", steps);
    constexpr std::int64_t kSlice = 50;
    for (std::int64_t done = 0;
         done < steps && experiment.snapshot()->status != Status::Diverged;) {
        if (interrupted()) {
            return false;
        }
        const std::int64_t slice = std::min(kSlice, steps - done);
        experiment.advance(slice);
        done += slice;
        progress.at(done);
    }
    return true;
}

}  // namespace la
