#include "app/sweep/sweeps.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "app/state/sweep_settings.h"

namespace la {

using namespace std::chrono_literals;

void Sweeps::start(const Snapshot& now, UiState& state) {
    if (now.status == Status::Frozen) {
        return;
    }
    // Two laboratories plot a sweep of their own beside the views.
    const std::string& path = state.sweep.first.path;
    const bool beside =
        state.sweep.second.path.empty() &&
        ((state.laboratory == LaboratoryKind::Weights && path == "network.layers") ||
         (state.laboratory == LaboratoryKind::Stability && path == "optimizer.learning_rate"));
    if (!beside) {
        state.view = ViewKind::Sweep;
    }
    if (sweep_) {
        sweep_->stop_within(0ms);
        ending_.push_back(std::move(sweep_));
    }
    // One core is left to the window and the training.
    const int cores = static_cast<int>(std::thread::hardware_concurrency());
    SweepPlan plan = sweep_plan(state.sweep, now, std::max(1, cores - 1));
    const bool stability = beside && state.laboratory == LaboratoryKind::Stability;
    plan.measures_stability = stability && plan.early == 0;
    if (stability) {
        state.sweep.early = 0;
        state.stability.explorer = plan.early > 0 ? Explorer::Foretell : Explorer::Rate;
    }
    sweep_ = std::make_unique<BackgroundSweep>(std::move(plan), ++number_, factory_);
    wanted_ = false;
}

void Sweeps::stop() {
    if (sweep_) {
        sweep_->stop();
    }
}

void Sweeps::pick(const PickRun& run, const Snapshot& now) {
    if (sweep_) {
        pick_ = {run.values, run.seed, now.members.size() == 2};
        sweep_->pick(pick_);
        wanted_ = true;
    }
}

void Sweeps::update(const Snapshot& now, UiState& state, UiTemp& temp) {
    std::erase_if(ending_, [](const auto& sweep) { return sweep->stop_within(0ms); });
    if (!sweep_) {
        return;
    }
    temp.sweep.state = sweep_->state();
    show_picked(now, state, temp);
}

void Sweeps::show_picked(const Snapshot& now, UiState& state, UiTemp& temp) {
    const auto answer = sweep_->picked();
    if (!wanted_ || !answer || answer->snapshot->run == shown_) {
        return;
    }
    const std::shared_ptr<const Snapshot>& picked = answer->snapshot;
    shown_ = picked->run;
    if (answer->pick.values != pick_.values || answer->pick.seed != pick_.seed) {
        return;  // the answer to an earlier pick
    }
    wanted_ = false;
    if (picked->members.size() != now.members.size()) {  // A was added or removed meanwhile
        pick({pick_.values, pick_.seed}, now);
        return;
    }
    temp.history.shown = picked;
    state.view = ViewKind::Plane;
}

void Sweeps::ask_to_end() {
    if (sweep_) {
        sweep_->stop_within(0ms);
    }
}

bool Sweeps::ended_within(std::chrono::milliseconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    const auto ended = [&](const std::unique_ptr<BackgroundSweep>& sweep) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            end - std::chrono::steady_clock::now());
        return !sweep || sweep->stop_within(std::max(left, 0ms));
    };
    return std::ranges::all_of(ending_, ended) && ended(sweep_);
}

}  // namespace la
