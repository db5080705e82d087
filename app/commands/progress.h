#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "app/experiment/experiment.h"

namespace la {

// Shows on standard error how far a long command is: on a terminal a bar that rewrites itself, with
// rate and time left, and disappears at the end; otherwise a plain line every few seconds.
class Progress {
  public:
    Progress(std::string doing, std::string unit, std::int64_t total);
    ~Progress() { end(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    // Cheap enough for every step.
    void at(std::int64_t done);
    void end();

  private:
    using Clock = std::chrono::steady_clock;

    void show(Clock::time_point now);

    std::string doing_, unit_;
    std::int64_t total_;
    std::int64_t done_ = 0;
    std::int64_t next_look_ = 1;  // value of done_ at which the clock is read next
    bool terminal_, shown_ = false;
    Clock::time_point begin_, shown_at_;
    std::int64_t looked_done_ = 0;
    Clock::time_point looked_at_;
};

// Trains on this thread. False: interrupted.
bool train_with_progress(InlineExperiment& experiment, std::int64_t steps);

}  // namespace la
