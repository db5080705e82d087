#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "app/state/ui_state.h"
#include "core/sweep/background_sweep.h"

namespace la {

// The sweep of the window: begins and ends what UiTemp::sweep wishes for, and shows the networks
// that are picked as UiTemp::past. Thread: the window's; never waits but where told.
class Sweeps {
  public:
    explicit Sweeps(EngineFactory factory) : factory_(std::move(factory)) {}

    void use(EngineFactory factory) { factory_ = std::move(factory); }

    // Once per frame.
    void update(const Snapshot& now, UiState& state, UiTemp& temp);

    // Asks all of them to end after the steps under way.
    void ask_to_end();
    // Waits for that at most so long. False: a step is still running.
    bool ended_within(std::chrono::milliseconds limit);

  private:
    void start(const Snapshot& now, const UiState& state);
    void show_picked(const Snapshot& now, UiState& state, UiTemp& temp);

    EngineFactory factory_;
    std::unique_ptr<BackgroundSweep> sweep_;
    std::vector<std::unique_ptr<BackgroundSweep>> ending_;  // earlier ones, in their last step
    std::uint64_t number_ = 0;
    std::uint64_t shown_ = 0;  // run of the snapshot that was shown last
    bool wanted_ = false;      // a network has been picked and is not shown yet
    BackgroundSweep::Pick pick_;
};

}  // namespace la
