#include <algorithm>
#include <type_traits>
#include <utility>

#include "core/config/config_json.h"
#include "core/train/training.h"

// What changes a run that goes on, and what starts another.

namespace la {

void Training::push_lambda() {
    ensembles_.set_lambda(lambda_in_force(members_, now_.nu));
}

namespace {

// The weight of a penalty alone: what SetLambda changes of an objective.
bool same_weight(const ObjectiveConfig& a, const ObjectiveConfig& b) {
    return a.mode == b.mode && a.lambda == b.lambda && a.uzawa.nu == b.uzawa.nu;
}

}  // namespace

// Where A has a weight of its own, `compare` says which: a lambda, or Uzawa's first multiplier.
void Training::keep_lambda_of_a(const ObjectiveConfig& own) {
    const Config as_config{.objective = own};
    const auto keep = [&](const std::string& path) {
        config_.compare[path] = get_field(as_config, path);
    };
    const bool uzawa = own.mode == Mode::Uzawa;
    if (uzawa) {
        keep("objective.uzawa.nu");
    } else {
        const double lambda = own.mode == Mode::None ? 0 : own.lambda;
        config_.compare["objective.lambda"] =
            get_field(Config{.objective = {.lambda = lambda}}, "objective.lambda");
    }
    if (config_.compare.contains("objective.mode") ||
        members_of(config_).front().objective.mode != own.mode) {
        keep("objective.mode");
    }
}

// The configuration follows, so that a reset or a saved file has what is on screen; and A follows
// B where it has no weight of its own.
void Training::set_lambda(const SetLambda& change) {
    const std::size_t b = members_.size() - 1;
    const auto m = static_cast<std::size_t>(std::clamp<int>(change.member, 0, static_cast<int>(b)));
    ObjectiveConfig& objective = members_[m].objective;
    objective.mode = change.mode.value_or(objective.mode);
    if (change.lambda <= 0) {
        objective.mode = Mode::None;
    } else if (objective.mode == Mode::Uzawa) {
        objective.uzawa.nu = now_.nu[m] = 1 / change.lambda;
    } else {
        objective.mode = Mode::Weight;
        objective.lambda = change.lambda;
    }
    if (m != b) {
        keep_lambda_of_a(objective);
    } else {
        const ObjectiveConfig before = members_of(config_).front().objective;
        config_.objective.mode = objective.mode;
        config_.objective.lambda = objective.lambda;
        config_.objective.uzawa.nu = objective.uzawa.nu;
        const ObjectiveConfig after = members_of(config_).front().objective;
        const bool common_nu = objective.mode == Mode::Uzawa && after.mode == Mode::Uzawa &&
                               !config_.compare.contains("objective.uzawa.nu");
        if (m > 0 && (common_nu || !same_weight(before, after))) {
            members_.front().objective = after;
            now_.nu.front() = after.uzawa.nu;
        }
    }
    push_lambda();
}

void Training::set_engine(const SetEngine& change) {
    EngineOptions options = options_;
    options.engine = change.engine;
    options.device = change.device;
    if (ensembles_.empty()) {
        options_ = std::move(options);
        return;
    }
    // The new engines take over the whole state, or nothing changes at all.
    Ensembles made;
    made.make(members_, data_, options, factory_, ensembles_.groups());
    made.set_states(ensembles_.states());
    made.set_lambda(lambda_in_force(members_, now_.nu));
    ensembles_ = std::move(made);
    options_ = std::move(options);
}

void Training::edit_points(const EditPoints& change) {
    auto data = std::make_shared<const Dataset>(edited(*data_, change.edits, change.classes));
    Config config = config_;
    config.dataset.kind = DatasetKind::Drawn;
    config.dataset.file.clear();
    config.dataset.classes = data->classes;
    if (data->classes != data_->classes) {
        load(config, data);
        return;
    }
    if (!ensembles_.empty()) {
        Ensembles made;
        made.make(members_, data, options_, factory_, ensembles_.groups());
        made.set_states(ensembles_.states());
        made.set_lambda(lambda_in_force(members_, now_.nu));
        ensembles_ = std::move(made);
    }
    config_ = std::move(config);
    data_ = std::move(data);
    now_.batches = Batches(data_->train, config_.optimizer);
    points_ = "stroke " + std::to_string(change.stroke);
}

std::vector<Setting> Training::settings() const {
    std::vector<Setting> out = settings_of(lambda_in_force(members_, now_.nu), config_.optimizer);
    out.push_back({"points", -1, points_});
    return out;
}

void Training::apply(const Change& change) {
    if (!resume_.empty() && std::holds_alternative<SetOptimizer>(change)) {
        prepare();  // the engine knows what becomes of the moments
    }
    fetch_weights();  // a divergence that nobody has noticed yet belongs to the time before
    if (const auto* rewind = std::get_if<Rewind>(&change)) {
        this->rewind(*rewind);
        return;
    }
    keep_good();
    const std::uint64_t run = run_;
    const std::vector<Setting> before = settings();
    std::visit(
        [this](const auto& what) {
            using T = std::decay_t<decltype(what)>;
            if constexpr (std::is_same_v<T, Reset>) {
                restart();
            } else if constexpr (std::is_same_v<T, NewSeed>) {
                ++config_.network.seed;
                ++config_.optimizer.seed;
                Config config = config_;
                load(config);
            } else if constexpr (std::is_same_v<T, SetLambda>) {
                set_lambda(what);
            } else if constexpr (std::is_same_v<T, SetOptimizer>) {
                const OptimizerConfig& old = config_.optimizer;
                if (what.optimizer.batch != old.batch || what.optimizer.shuffle != old.shuffle ||
                    what.optimizer.seed != old.seed) {
                    now_.batches = Batches(data_->train, what.optimizer);
                }
                config_.optimizer = what.optimizer;
                for (std::size_t m = 0; m < members_.size(); ++m) {
                    members_[m].optimizer = members_of(config_)[m].optimizer;
                }
                ensembles_.set_optimizer(members_);
            } else if constexpr (std::is_same_v<T, Load>) {
                load(what.config, what.data);
            } else if constexpr (std::is_same_v<T, SetEngine>) {
                set_engine(what);
            } else if constexpr (std::is_same_v<T, EditPoints>) {
                edit_points(what);
            }
        },
        change);
    if (run == run_) {
        changes_.note(now_.step, before, settings());
        recording_.note(now_.step, change);
        stop_rule_.forget_plateau();
        if (!recording_.complete()) {
            checkpoints_ = {};  // what was changed since then is no longer known
            good_ = nullptr;
        }
    }
    keep_checkpoint();
}

}  // namespace la
