#include <algorithm>
#include <exception>
#include <type_traits>
#include <utility>

#include "core/base/error.h"
#include "core/train/command_effects.h"
#include "core/train/trainer.h"

// What the trainer does for each command.

namespace la {

void Trainer::execute(const Command& command) {
    std::visit(
        [this](const auto& what) {
            using T = std::decay_t<decltype(what)>;
            if constexpr (std::is_same_v<T, Run>) {
                running_ = options_.on_thread && (shallow() || !failed_) && !diverged();
                pending_ = 0;
                next_step_ = Clock::now();
            } else if constexpr (std::is_same_v<T, Pause>) {
                running_ = false;
                pending_ = 0;
            } else if constexpr (std::is_same_v<T, Step>) {
                running_ = false;
                const std::int64_t epoch =
                    shallow() ? shallow_.training().steps_per_epoch() : training_.steps_per_epoch();
                const std::int64_t now =
                    shallow() ? shallow_.training().steps() : training_.steps();
                pending_ += what.unit == Step::Unit::Batch ? 1 : epoch - now % epoch;
            } else if constexpr (std::is_same_v<T, ChooseRun>) {
                choose(what.kind);
            } else if constexpr (std::is_same_v<T, LoadShallow>) {
                load_shallow(what);
            } else if constexpr (std::is_same_v<T, SetSpeed>) {
                steps_per_s_ = what.steps_per_s;
                next_step_ = Clock::now();
            } else if constexpr (std::is_same_v<T, ListDevices>) {
                list_devices();
            } else if constexpr (std::is_same_v<T, SetStop>) {
                set_stop(what.stop);
            } else if constexpr (std::is_same_v<T, SetMeasures>) {
                training_.set_measures(what);
            } else if constexpr (std::is_same_v<T, SetStability>) {
                training_.set_stability(what);
            } else if constexpr (std::is_same_v<T, TakeState>) {
                take_state(what.request);
            } else if constexpr (std::is_same_v<T, Open>) {
                open_both(*what.state);
            } else if constexpr (std::is_same_v<T, Change>) {
                apply(what);
            } else {
                static_assert(std::is_same_v<T, StopRewind>);  // seen by rewinds_on; else too late
            }
        },
        command);
}

void Trainer::choose(RunKind kind) {
    if (kind == kind_) {
        return;
    }
    if (kind == RunKind::Shallow) {
        shallow_.make();
    }
    kind_ = kind;
    running_ = running_ && !diverged() && (shallow() || !failed_);
    pending_ = 0;
    rate_steps_ = 0;
    rate_since_ = next_step_ = Clock::now();
}

void Trainer::set_stop(const StopConfig& stop) {
    if (shallow()) {
        shallow_.set_stop(stop.steps);
    } else {
        training_.set_stop(stop);
    }
}

void Trainer::load_shallow(const LoadShallow& load) {
    if (load.leaves != 0 && shallow_.made()) {
        const auto left = std::make_shared<TrainingState>();
        left->shallow = shallow_.state();
        kept_.keep(load.leaves, left);
    }
    message_.clear();
    pending_ = 0;
    const auto kept = load.back_to != 0 ? kept_.find(load.back_to) : nullptr;
    if (kept && kept->shallow) {
        shallow_.restore(kept->shallow);
        message_ =
            "back to the run of before, at step " + std::to_string(shallow_.training().steps());
    } else {
        shallow_.load(load.config);
    }
}

void Trainer::apply(const Change& change) {
    if (shallow() && std::holds_alternative<Reset>(change)) {
        message_.clear();
        pending_ = 0;
        shallow_.reset();
    } else {
        apply_to_training(change);
    }
}

void Trainer::apply_to_training(const Change& change) {
    const bool engine = std::holds_alternative<SetEngine>(change);
    keep_run(run_to_leave(change));
    const std::uint64_t wanted = run_to_go_back_to(change);
    if (const auto run = wanted != 0 ? kept_.find(wanted) : nullptr) {
        open(*run);
        message_ = "back to the run of before, at step " + std::to_string(training_.steps());
        return;
    }
    if (failed_ &&
        (engine || std::holds_alternative<Load>(change) || std::holds_alternative<Reset>(change))) {
        failed_ = false;  // another try
        prepared_ = false;
    }
    message_.clear();
    if (const auto* back = std::get_if<Rewind>(&change)) {
        rewind(*back);
        return;
    }
    if (engine) {  // takes a while: loads LibTorch, times two engines
        message_ = "making the engine";
        publish();
        message_.clear();
    }
    pending_ = restarts(change) ? 0 : pending_;  // single steps were meant for the old run
    training_.apply(change);
    prepared_ = prepared_ && training_.prepared();
    if (wanted != 0 && training_.steps() == 0) {
        message_ = "a new run: the weights of before are no longer kept";
    }
}

void Trainer::rewind(const Rewind& what) {
    pending_ = 0;
    training_.apply(
        what, [this](std::int64_t reached, std::int64_t to) { return rewinds_on(reached, to); });
    if (training_.steps() >= what.to || training_.diverged()) {
        return;
    }
    const auto left = what.leaves != 0 ? kept_.find(what.leaves) : nullptr;
    if (stop_.stop_requested() && left) {  // the program ends: what it keeps is whole
        open(*left);
        return;
    }
    message_ = "stopped on the way, at step " + std::to_string(training_.steps()) +
               "; undo goes back to the run that was left";
}

// Before each step that a rewind takes again. Shows the run as it was, and how far the rewind is.
bool Trainer::rewinds_on(std::int64_t reached, std::int64_t to) {
    if (const Clock::time_point now = Clock::now(); now >= next_publish_) {
        next_publish_ = now + kPublishEvery;
        Snapshot out = *latest_.get();
        out.version = ++version_;
        out.going_back = true;
        out.message = "going back to step " + std::to_string(to) + ", now at " +
                      std::to_string(reached) + " (Esc stops there)";
        latest_.set(std::make_shared<const Snapshot>(std::move(out)));
    }
    const std::lock_guard lock(mutex_);
    const auto end = std::ranges::find_if(inbox_, ends_rewind);
    const bool asked = end != inbox_.end() && std::holds_alternative<StopRewind>(*end);
    running_ = running_ && !asked;
    return end == inbox_.end() && !stop_.stop_requested();
}

void Trainer::keep_run(std::uint64_t number) {
    if (number == 0) {
        return;
    }
    try {
        kept_.keep(number, std::make_shared<const TrainingState>(training_.state()));
    } catch (const std::exception&) {
        dirty_ = true;  // an engine that has failed has no weights to keep
    }
}

void Trainer::list_devices() {
    if (devices_.empty()) {
        devices_ = {DeviceKind::Cpu};  // stays if LibTorch cannot be loaded: not asked for again
        devices_ = options_.devices();
    }
}

void Trainer::take_state(std::uint64_t request) {
    auto answer = std::make_shared<TakenState>();
    answer->request = request;
    try {
        answer->state = std::make_shared<const TrainingState>(last_state());
    } catch (const std::exception& error) {
        answer->failure = error.what();
    }
    taken_state_.set(std::move(answer));
}

// Falls back to the engine and device that are there if those of the session are not.
void Trainer::open(const TrainingState& state) {
    message_.clear();
    try {
        training_.restore(state);
    } catch (const Error& error) {
        if (!state.engine.device.is_gpu()) {
            throw;
        }
        TrainingState elsewhere = state;
        elsewhere.engine = {};
        training_.restore(elsewhere);
        message_ = std::string(error.what()) + "; trained on with what is here";
    }
    failed_ = false;
    prepared_ = true;
    pending_ = 0;
    next_step_ = Clock::now();
}

// Opens a session: both runs. The residual one is made first, for it may fail.
void Trainer::open_both(const TrainingState& state) {
    open(state);
    restore_shallow(state);
    if (shallow()) {
        shallow_.make();
    }
}

// A shallow run whose file of points has gone does not keep the session closed.
void Trainer::restore_shallow(const TrainingState& state) {
    try {
        shallow_.restore(state.shallow);
    } catch (const Error& error) {
        shallow_.restore(nullptr);
        message_ = std::string("without its shallow run: ") + error.what();
    }
}

}  // namespace la
