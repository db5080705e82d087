#include "app/experiment/undoable_experiment.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "app/state/speeds.h"
#include "core/base/error.h"
#include "core/config/config_json.h"
#include "core/data/dataset_kinds.h"
#include "core/shallow/shallow_snapshot.h"

namespace la {

namespace {

std::vector<LambdaSetting> lambdas_of(const Snapshot& snapshot) {
    std::vector<LambdaSetting> out;
    for (std::size_t m = 0; m < snapshot.members.size(); ++m) {
        const MemberSnapshot& member = snapshot.members[m];
        out.push_back(
            {static_cast<int>(m), member.lambda, member.config.objective.mode, snapshot.is_a(m)});
    }
    return out;
}

}  // namespace

void UndoableExperiment::begin_frame(const Snapshot& snapshot) {
    // Before the training has taken the commands sent, the snapshot shows old settings.
    if (snapshot.commands >= passed_ || lambdas_.empty()) {
        config_ = *snapshot.config;
        data_ = has_generator(config_.dataset) ? nullptr : snapshot.data;
        points_ = snapshot.data;
        engine_ = {snapshot.asked.engine, snapshot.asked.device};
        lambdas_ = lambdas_of(snapshot);
        if (snapshot.shallow) {
            shallow_ = *snapshot.shallow->config;
        }
        if (lambda_of_b().lambda > 0) {
            last_positive_ = lambda_of_b();
        }
    }
}

void UndoableExperiment::send(Command command) {
    if (const auto* asked = std::get_if<Change>(&command);
        asked && shows_shallow() && std::holds_alternative<NewSeed>(*asked)) {
        ShallowSetting next{shallow_, shallow_preset_};
        ++next.config.shallow.seed;
        start_shallow(std::move(next));
        return;
    }
    if (const auto* stop = std::get_if<SetStop>(&command); stop && shows_shallow()) {
        Config next = shallow_;
        next.stop.steps = stop->stop.steps;
        ++sent_;
        undo_.add({ShallowSetting{shallow_, shallow_preset_, kept_shallow_},
                   ShallowSetting{next, shallow_preset_, kept_shallow_}},
                  gesture_);
        stop_shallow_at(next);
        return;
    }
    if (auto* change = std::get_if<Change>(&command)) {
        record(*change);
    } else if (const auto* speed = std::get_if<SetSpeed>(&command)) {
        const int after = nearest_speed(speed->steps_per_s);
        undo_.add({SpeedSetting{state_.speed}, SpeedSetting{after}}, gesture_);
    } else if (const auto* stop = std::get_if<SetStop>(&command)) {
        undo_.add({StopSetting{config_.stop}, StopSetting{stop->stop}}, gesture_);
        config_.stop = stop->stop;
    }
    ++sent_;
    pass(std::move(command));
}

void UndoableExperiment::set_stability(StabilitySetting next) {
    ++sent_;
    undo_.add({StabilitySetting{config_.stability, engine_}, next}, gesture_);
    take_stability(next);
}

void UndoableExperiment::take_stability(const StabilitySetting& setting) {
    if (setting.engine != engine_) {
        engine_ = setting.engine;
        pass(Change{SetEngine{engine_.engine, engine_.device}});
    }
    config_.stability = setting.stability;
    pass(SetStability{setting.stability});
}

void UndoableExperiment::start_shallow(ShallowSetting run) {
    ++sent_;
    ShallowSetting before{shallow_, shallow_preset_, kept_shallow_};
    run.config.laboratory = state_.laboratory = LaboratoryKind::MeanField;
    shallow_ = run.config;
    shallow_preset_ = run.preset;
    // Of the runs of one drag only the first is kept: the others have hardly begun.
    const bool first = gesture_ != shallow_gesture_;
    shallow_gesture_ = gesture_;
    const std::uint64_t left = first ? before.run : 0;
    kept_shallow_ = ++last_run_;
    undo_.add({std::move(before), ShallowSetting{shallow_, shallow_preset_, kept_shallow_}},
              gesture_);
    pass(ChooseRun{RunKind::Shallow});
    pass(LoadShallow{shallow_, left});
}

// The same run, which stops elsewhere.
void UndoableExperiment::stop_shallow_at(const Config& config) {
    shallow_.stop.steps = config.stop.steps;
    pass(ChooseRun{RunKind::Shallow});
    pass(SetStop{shallow_.stop});
}

void UndoableExperiment::start(RunSetting run) {
    if (run.config.laboratory == LaboratoryKind::MeanField) {
        start_shallow({std::move(run.config), std::move(run.preset)});
        return;
    }
    ++sent_;
    RunSetting before{config_, preset_, data_, kept_run_};
    config_ = run.config;
    preset_ = run.preset;
    state_.laboratory = config_.laboratory.value_or(state_.laboratory);
    state_.stability.explorer = config_.explorer.value_or(state_.stability.explorer);
    if (config_.laboratory == LaboratoryKind::Stability) {
        state_.view = ViewKind::Input;  // the boundary of the whole network, and of its twin
    }
    if (run.data || has_generator(config_.dataset)) {
        data_ = run.data;
    }
    kept_run_ = ++last_run_;
    const std::uint64_t left = before.run;
    undo_.add({std::move(before), RunSetting{config_, preset_, data_, kept_run_}}, gesture_);
    pass(Change{Load{std::move(run.config), std::move(run.data), left}});
}

void UndoableExperiment::pass(Command command) {
    ++passed_;
    if (const auto* speed = std::get_if<SetSpeed>(&command)) {
        state_.speed = nearest_speed(speed->steps_per_s);
    }
    ExperimentFilter::send(std::move(command));
}

void UndoableExperiment::take_lambda(const LambdaSetting& setting) {
    lambdas_[setting.member] = setting;
    if (setting.member + 1 < static_cast<int>(lambdas_.size())) {
        return;
    }
    config_.objective.mode = setting.mode;
    if (setting.lambda > 0) {
        last_positive_ = setting;
        config_.objective.lambda = setting.lambda;
    }
}

void UndoableExperiment::record(Change& change) {
    std::visit(
        [this](auto& what) {
            using T = std::decay_t<decltype(what)>;
            if constexpr (std::is_same_v<T, SetLambda>) {
                const int m = std::clamp(what.member, 0, static_cast<int>(lambdas_.size()) - 1);
                LambdaSetting after = lambdas_[m];
                const Mode mode = what.mode.value_or(after.mode);
                after.lambda = what.lambda;
                after.mode = what.lambda <= 0      ? Mode::None
                             : mode == Mode::Uzawa ? Mode::Uzawa
                                                   : Mode::Weight;
                undo_.add({lambdas_[m], after}, gesture_);
                take_lambda(after);
            } else if constexpr (std::is_same_v<T, SetOptimizer>) {
                undo_.add({OptimizerSetting{config_.optimizer}, OptimizerSetting{what.optimizer}},
                          gesture_);
                config_.optimizer = what.optimizer;
            } else if constexpr (std::is_same_v<T, SetEngine>) {
                const EngineSetting after{what.engine, what.device};
                undo_.add({engine_, after}, gesture_);
                engine_ = after;
            } else if constexpr (std::is_same_v<T, NewSeed>) {
                RunSetting before{config_, preset_, data_, kept_run_};
                ++config_.network.seed;
                ++config_.optimizer.seed;
                what.leaves = std::exchange(kept_run_, ++last_run_);
                undo_.add({std::move(before), RunSetting{config_, preset_, data_, kept_run_}},
                          gesture_);
            } else if constexpr (std::is_same_v<T, Rewind>) {
                const std::shared_ptr<const Snapshot> now = snapshot();
                what.leaves = std::exchange(kept_run_, ++last_run_);
                undo_.add({RewindSetting{now->step, what.leaves},
                           RewindSetting{what.to < 0 ? now->rewind_step : what.to, kept_run_}},
                          gesture_);
            } else if constexpr (std::is_same_v<T, EditPoints>) {
                auto after =
                    std::make_shared<const Dataset>(edited(*points_, what.edits, what.classes));
                PointsSetting before{inverse(*points_, what.edits), points_->classes, kept_run_};
                if (after->classes != before.classes) {  // a new run
                    what.leaves = std::exchange(kept_run_, ++last_run_);
                }
                undo_.add({std::move(before), PointsSetting{what.edits, after->classes, kept_run_}},
                          gesture_);
                take_points(std::move(after));
            }
        },
        change);
}

// Whether this is a setting of the shallow run that is there, or of one that was there when a
// session was saved, and differs in its stop alone.
bool UndoableExperiment::is_present(const ShallowSetting& setting) const {
    return (setting.run == kept_shallow_ || setting.run == 0) &&
           setting.config.shallow == shallow_.shallow &&
           setting.config.dataset == shallow_.dataset && setting.preset == shallow_preset_ &&
           setting.config.stop != shallow_.stop;
}

// Makes this the present run, and returns the one before; 0: it is the present one already.
std::uint64_t UndoableExperiment::leave_for(std::uint64_t run) {
    if (run == kept_run_) {
        return 0;
    }
    return std::exchange(kept_run_, run != 0 ? run : ++last_run_);
}

void UndoableExperiment::restore_edits(Undo undo) {
    undo_ = std::move(undo);
    kept_run_ = ++last_run_;
    kept_shallow_ = ++last_run_;
}

void UndoableExperiment::take_points(std::shared_ptr<const Dataset> points) {
    config_.dataset.kind = DatasetKind::Drawn;
    config_.dataset.file.clear();
    config_.dataset.classes = points->classes;
    data_ = points_ = std::move(points);
}

// Of the run that an undo a moment ago has asked for, the points are not known yet: the training
// takes the edits on its own, and tells them.
void UndoableExperiment::take_edited_points(const PointsSetting& to) {
    try {
        take_points(std::make_shared<const Dataset>(edited(*points_, to.edits, to.classes)));
    } catch (const Error&) {
        config_.dataset.kind = DatasetKind::Drawn;
    }
}

void UndoableExperiment::undo() {
    if (const auto setting = undo_.undo()) {
        set(*setting);
    }
}

void UndoableExperiment::redo() {
    if (const auto setting = undo_.redo()) {
        set(*setting);
    }
}

void UndoableExperiment::set(const UndoValue& setting) {
    ++sent_;
    std::visit(
        [this](const auto& to) {
            using T = std::decay_t<decltype(to)>;
            if constexpr (std::is_same_v<T, LambdaSetting>) {
                // The run may have lost its A since.
                const int m = std::min(to.member, static_cast<int>(lambdas_.size()) - 1);
                take_lambda({m, to.lambda, to.mode, to.of_a});
                pass(Change{SetLambda{m, to.lambda, to.mode}});
            } else if constexpr (std::is_same_v<T, SpeedSetting>) {
                pass(SetSpeed{kSpeeds[to.speed].steps_per_s});
            } else if constexpr (std::is_same_v<T, OptimizerSetting>) {
                config_.optimizer = to.optimizer;
                pass(Change{SetOptimizer{to.optimizer}});
            } else if constexpr (std::is_same_v<T, StopSetting>) {
                config_.stop = to.stop;
                pass(SetStop{to.stop});
            } else if constexpr (std::is_same_v<T, EngineSetting>) {
                engine_ = to;
                pass(Change{SetEngine{to.engine, to.device}});
            } else if constexpr (std::is_same_v<T, StabilitySetting>) {
                take_stability(to);
            } else if constexpr (std::is_same_v<T, ShallowSetting>) {
                if (is_present(to)) {
                    state_.laboratory = LaboratoryKind::MeanField;
                    stop_shallow_at(to.config);
                    return;
                }
                shallow_ = to.config;
                shallow_preset_ = to.preset;
                state_.laboratory = LaboratoryKind::MeanField;
                const std::uint64_t left =
                    std::exchange(kept_shallow_, to.run != 0 ? to.run : ++last_run_);
                pass(ChooseRun{RunKind::Shallow});
                pass(LoadShallow{to.config, left, kept_shallow_});
            } else if constexpr (std::is_same_v<T, PointsSetting>) {
                take_edited_points(to);
                const std::uint64_t left = leave_for(to.run);
                pass(Change{
                    EditPoints{to.edits, ++stroke_, to.classes, left, left == 0 ? 0 : kept_run_}});
            } else if constexpr (std::is_same_v<T, RewindSetting>) {
                const std::uint64_t left = leave_for(to.run);
                pass(Change{Load{config_, data_, left, left == 0 ? 0 : kept_run_}});
            } else {
                config_ = to.config;
                preset_ = to.preset;
                data_ = to.data;
                const std::uint64_t left = leave_for(to.run);
                pass(Change{Load{to.config, to.data, left, left == 0 ? 0 : kept_run_}});
            }
        },
        setting);
}

}  // namespace la
