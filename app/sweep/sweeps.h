#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "app/state/ui_state.h"
#include "app/state/ui_temp.h"
#include "core/sweep/background_sweep.h"

namespace la {

// The sweep of the window: starts and stops it on command, writes UiTemp::sweep.state, and shows
// the picked network through UiTemp::history. Thread: the window's; waits only in ended_within.
class Sweeps {
  public:
    explicit Sweeps(EngineFactory factory) : factory_(std::move(factory)) {}

    void use(EngineFactory factory) { factory_ = std::move(factory); }

    void start(const Snapshot& now, UiState& state);
    void stop();
    void pick(const PickRun& run, const Snapshot& now);

    // Called once per frame.
    void update(const Snapshot& now, UiState& state, UiTemp& temp);

    // Requests that all sweeps end after the steps under way.
    void ask_to_end();
    // Waits for their end, at most this long. False: a step is still running.
    bool ended_within(std::chrono::milliseconds limit);

  private:
    void show_picked(const Snapshot& now, UiState& state, UiTemp& temp);

    EngineFactory factory_;
    std::unique_ptr<BackgroundSweep> sweep_;
    std::vector<std::unique_ptr<BackgroundSweep>> ending_;  // earlier sweeps in their last step
    std::uint64_t number_ = 0;
    std::uint64_t shown_ = 0;  // run of the newest snapshot that was shown
    bool wanted_ = false;      // a picked network is not shown yet
    BackgroundSweep::Pick pick_;
};

}  // namespace la
