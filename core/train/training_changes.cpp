#include <algorithm>
#include <type_traits>
#include <utility>

#include "core/config/config_json.h"
#include "core/stability/twin_engine.h"
#include "core/train/training.h"

// Changes of a run that goes on, and those that start another.

namespace la {

void Training::push_lambda() {
    ensembles_.set_lambda(lambda_in_force(s_.members, s_.now.nu));
}

namespace {

// The same weight of the penalty: all that SetLambda changes of an objective.
bool same_weight(const ObjectiveConfig& a, const ObjectiveConfig& b) {
    return a.mode == b.mode && a.lambda == b.lambda && a.uzawa.nu == b.uzawa.nu;
}

}  // namespace

// Notes in `compare` a weight of A's own: its lambda, or Uzawa's first multiplier.
void Training::keep_lambda_of_a(const ObjectiveConfig& own) {
    const Config as_config{.objective = own};
    const auto keep = [&](const std::string& path) {
        s_.config.compare[path] = get_field(as_config, path);
    };
    const bool uzawa = own.mode == Mode::Uzawa;
    if (uzawa) {
        keep("objective.uzawa.nu");
    } else {
        const double lambda = own.mode == Mode::None ? 0 : own.lambda;
        s_.config.compare["objective.lambda"] =
            get_field(Config{.objective = {.lambda = lambda}}, "objective.lambda");
    }
    if (s_.config.compare.contains("objective.mode") ||
        members_of(s_.config).front().objective.mode != own.mode) {
        keep("objective.mode");
    }
}

// The configuration follows, so that a reset or a saved file has what is on screen. A follows B
// where it has no weight of its own.
void Training::set_lambda(const SetLambda& change) {
    const std::size_t b = s_.members.size() - 1;
    const auto m = static_cast<std::size_t>(std::clamp<int>(change.member, 0, static_cast<int>(b)));
    ObjectiveConfig& objective = s_.members[m].objective;
    objective.mode = change.mode.value_or(objective.mode);
    if (change.lambda <= 0) {
        objective.mode = Mode::None;
    } else if (objective.mode == Mode::Uzawa) {
        objective.uzawa.nu = s_.now.nu[m] = 1 / change.lambda;
    } else {
        objective.mode = Mode::Weight;
        objective.lambda = change.lambda;
    }
    if (m != b) {
        keep_lambda_of_a(objective);
    } else {
        const ObjectiveConfig before = members_of(s_.config).front().objective;
        s_.config.objective.mode = objective.mode;
        s_.config.objective.lambda = objective.lambda;
        s_.config.objective.uzawa.nu = objective.uzawa.nu;
        const ObjectiveConfig after = members_of(s_.config).front().objective;
        const bool common_nu = objective.mode == Mode::Uzawa && after.mode == Mode::Uzawa &&
                               !s_.config.compare.contains("objective.uzawa.nu");
        if (m > 0 && (common_nu || !same_weight(before, after))) {
            s_.members.front().objective = after;
            s_.now.nu.front() = after.uzawa.nu;
        }
    }
    push_lambda();
}

void Training::set_engine(const SetEngine& change) {
    EngineOptions options = s_.engine;
    options.engine = change.engine;
    options.device = change.device;
    if (ensembles_.empty()) {
        s_.engine = options;
        return;
    }
    // The new engines take the whole state; on Error nothing has changed.
    Ensembles made;
    made.make(s_.members, s_.data, options_for_twin(options, s_.config.stability), factory_,
              ensembles_.groups());
    made.set_states(ensembles_.states());
    made.set_lambda(lambda_in_force(s_.members, s_.now.nu));
    ensembles_ = std::move(made);
    s_.engine = options;
}

void Training::edit_points(const EditPoints& change) {
    auto data = std::make_shared<const Dataset>(edited(*s_.data, change.edits, change.classes));
    Config config = s_.config;
    config.dataset.kind = DatasetKind::Drawn;
    config.dataset.file.clear();
    config.dataset.classes = data->classes;
    if (data->classes != s_.data->classes) {
        load(config, data);
        return;
    }
    if (!ensembles_.empty()) {
        Ensembles made;
        made.make(s_.members, data, options_for_twin(s_.engine, s_.config.stability), factory_,
                  ensembles_.groups());
        made.set_states(ensembles_.states());
        made.set_lambda(lambda_in_force(s_.members, s_.now.nu));
        ensembles_ = std::move(made);
    }
    s_.config = std::move(config);
    s_.data = std::move(data);
    s_.now.batches = Batches(s_.data->train, s_.config.optimizer);
    points_ = "stroke " + std::to_string(change.stroke);
}

std::vector<Setting> Training::settings() const {
    std::vector<Setting> out =
        settings_of(lambda_in_force(s_.members, s_.now.nu), s_.config.optimizer);
    out.push_back({"points", -1, points_});
    return out;
}

void Training::apply(const Change& change, const GoesOn& goes_on) {
    if (!s_.engines.empty() && std::holds_alternative<SetOptimizer>(change)) {
        prepare();  // the engine decides what becomes of the moments
    }
    fetch_weights();  // notices a divergence that came before the change
    if (const auto* rewind = std::get_if<Rewind>(&change)) {
        this->rewind(*rewind, goes_on);
        return;
    }
    rewinder_.keep_good(s_, ensembles_);
    const std::uint64_t run = run_;
    const std::vector<Setting> before = settings();
    std::visit(
        [this](const auto& what) {
            using T = std::decay_t<decltype(what)>;
            if constexpr (std::is_same_v<T, Reset>) {
                restart();
            } else if constexpr (std::is_same_v<T, NewSeed>) {
                ++s_.config.network.seed;
                ++s_.config.optimizer.seed;
                Config config = s_.config;
                load(config);
            } else if constexpr (std::is_same_v<T, SetLambda>) {
                set_lambda(what);
            } else if constexpr (std::is_same_v<T, SetOptimizer>) {
                const OptimizerConfig& old = s_.config.optimizer;
                if (what.optimizer.batch != old.batch || what.optimizer.shuffle != old.shuffle ||
                    what.optimizer.seed != old.seed) {
                    s_.now.batches = Batches(s_.data->train, what.optimizer);
                }
                s_.config.optimizer = what.optimizer;
                for (std::size_t m = 0; m < s_.members.size(); ++m) {
                    s_.members[m].optimizer = members_of(s_.config)[m].optimizer;
                }
                ensembles_.set_optimizer(s_.members);
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
        s_.changes.note(s_.now.step, before, settings());
        s_.recording.note(s_.now.step, change);
        s_.stop_rule.forget_plateau();
        if (!s_.recording.complete()) {
            s_.checkpoints = {};  // the changes since then are no longer known
            rewinder_.forget_good();
        }
    }
    rewinder_.keep_newest(s_, ensembles_);
}

}  // namespace la
