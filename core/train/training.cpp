#include "core/train/training.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "core/io/config_json.h"
#include "core/measure/metrics.h"
#include "core/model/weights_flow.h"

namespace la {

Training::Training(const Config& config, EngineOptions options, EngineFactory factory,
                   std::int64_t rows_every)
    : options_(std::move(options)), factory_(std::move(factory)), rows_every_(rows_every) {
    load(config);
}

Training::Training(const TrainingState& state, EngineOptions options, EngineFactory factory)
    : options_(std::move(options)), factory_(std::move(factory)) {
    take(state);
}

Training::Training(const Origin& origin, Ensembles::Groups groups, std::int64_t rows_every,
                   EngineFactory factory)
    : config_(origin.config),
      options_(origin.engine),
      factory_(std::move(factory)),
      rows_every_(rows_every),
      data_(origin.data),
      members_(origin.members),
      given_(origin.given),
      groups_(std::move(groups)) {
    restart();
}

// Everything but the engines, which are made by the first step.
void Training::take(const TrainingState& state) {
    ++run_;
    config_ = state.config;
    rows_every_ = state.rows_every;
    data_ = state.data;
    members_ = state.members;
    given_ = state.given;
    weights_ = state.weights;
    weights_step_ = state.weights_step;
    ensembles_.clear();
    groups_ = state.groups;
    resume_ = state.engines;
    now_ = state.now;
    log_ = std::make_unique<MetricsLog>(rows_every_);
    log_->restore(state.rows_spacing, *state.rows);
    history_ = std::make_unique<History>(member_snapshots());
    history_->restore(state.history_spacing, *state.history);
    changes_ = state.changes;
    recording_ = state.recording;
    checkpoint_.reset();
    diverged_ = state.diverged;
    message_ = state.message;
    stop_rule_.set(config_.stop);
    stopped_ = false;
}

void Training::restore(const TrainingState& state) {
    EngineOptions options = state.engine;
    options.threads = options_.threads;
    Ensembles made;
    made.make(state.members, state.data, options, factory_, state.groups);
    if (state.engines.empty()) {
        made.start(state.weights);
    } else {
        made.set_states(state.engines);
    }
    take(state);
    options_ = std::move(options);
    ensembles_ = std::move(made);
    resume_.clear();
    push_lambda();
    keep_checkpoint();
}

TrainingState Training::state() {
    fetch_weights();
    TrainingState out{.config = config_,
                      .engine = options_,
                      .rows_every = rows_every_,
                      .data = data_,
                      .members = members_,
                      .given = given_,
                      .weights = weights_,
                      .weights_step = weights_step_,
                      .groups = ensembles_.empty() ? groups_ : ensembles_.groups(),
                      .now = now_,
                      .rows = log_->rows(),
                      .rows_spacing = log_->every(),
                      .history = history_->rows(),
                      .history_spacing = history_->every(),
                      .changes = changes_,
                      .recording = recording_,
                      .diverged = diverged_,
                      .message = message_};
    if (!diverged_) {  // a diverged run takes no step before it starts anew
        out.engines = ensembles_.empty() ? resume_ : ensembles_.states();
    }
    return out;
}

namespace {

// An optimiser of A's own can be like B's now and differ from it after the next SetOptimizer.
Ensembles::Groups groups_for(const Config& config) {
    const bool own = std::ranges::any_of(config.compare, [](const auto& difference) {
        return difference.first.starts_with("optimizer.");
    });
    return own ? Ensembles::Groups{{0}, {1}} : Ensembles::Groups();
}

}  // namespace

void Training::load(const Config& config, const std::shared_ptr<const Dataset>& data) {
    std::vector<MemberConfig> members = members_of(config);
    if (data) {
        data_ = data;
    } else if (!data_ || config.dataset != config_.dataset) {
        data_ = std::make_shared<Dataset>(make_dataset(config.dataset));
    }
    config_ = config;
    members_ = std::move(members);
    given_.clear();
    ensembles_.clear();
    groups_ = groups_for(config);
    restart();
}

void Training::start_from(std::vector<Weights> weights) {
    given_.clear();
    for (Weights& member : weights) {
        given_.push_back(std::make_shared<Weights>(std::move(member)));
    }
    restart();
}

// Back to step 0 with the weights, if none are given, and the batches that the seeds name.
void Training::restart() {
    ++run_;
    weights_step_ = 0;
    diverged_ = stopped_ = false;
    message_.clear();
    stop_rule_.set(config_.stop);
    now_ = {.batches = Batches(data_->train, config_.optimizer)};
    changes_ = {};
    resume_.clear();
    recording_ = Recording({.config = config_,
                            .engine = options_,
                            .members = members_,
                            .data = data_,
                            .given = given_});
    log_ = std::make_unique<MetricsLog>(rows_every_);
    weights_ = given_;
    for (const MemberConfig& member : members_) {
        if (given_.empty()) {
            weights_.push_back(
                std::make_shared<Weights>(initial_weights(member.network, data_->classes)));
        }
        now_.nu.push_back(member.objective.uzawa.nu);
    }
    ensembles_.start(weights_);
    push_lambda();
    history_ = std::make_unique<History>(member_snapshots());
    log_row();
    keep_step();
}

void Training::prepare() {
    if (ensembles_.empty()) {
        Ensembles made;
        made.make(members_, data_, options_, factory_, groups_);
        if (resume_.empty()) {
            made.start(weights_);
        } else {
            made.set_states(resume_);
            resume_.clear();
        }
        ensembles_ = std::move(made);
        push_lambda();
        keep_checkpoint();
    }
}

void Training::push_lambda() {
    ensembles_.set_lambda(lambda_in_force(members_, now_.nu));
}

void Training::step() {
    if (diverged_) {
        return;
    }
    prepare();
    if (stopped_) {
        stopped_ = false;
        message_.clear();
    }
    advance(now_, ensembles_, members_);
    if (log_->due(now_.step)) {
        log_row();
    }
    if (history_->due(now_.step)) {
        keep_step();
    }
    if (!diverged_) {
        look_for_stop();
    }
}

void Training::set_stop(const StopConfig& stop) {
    config_.stop = stop;
    stop_rule_.set(stop);
}

void Training::look_for_stop() {
    std::string why = stop_rule_.after_step(now_.step);
    if (why.empty() && stop_rule_.wants_measures() && now_.step % steps_per_epoch() == 0) {
        fetch_weights();
        if (diverged_) {
            return;
        }
        const MemberConfig& b = members_.back();
        why = stop_rule_.after_epoch(
            measure(WeightsFlow(weights_.back()), *data_, b.objective, b.optimizer.batch),
            lambda_in_force(members_, now_.nu).back(), data_->size() > data_->train);
    }
    stopped_ = !why.empty();
    if (stopped_) {
        message_ = "stopped at step " + std::to_string(now_.step) + ": " + why;
    }
}

void Training::keep_checkpoint() {
    if (ensembles_.empty() || diverged_) {
        return;
    }
    checkpoint_ = {now_, ensembles_.states()};
}

void Training::diverge(int member) {
    diverged_ = true;
    message_ = std::string(members_.size() == 2 && member == 0 ? "A" : "B") + " diverged at step " +
               std::to_string(now_.step) + ": reset, or lower the learning rate";
}

// The weights as they are now; if one is no longer finite, the run has diverged and keeps the last
// that were.
void Training::fetch_weights() {
    if (weights_step_ == now_.step || ensembles_.empty() || diverged_) {
        return;
    }
    MemberWeights fetched = ensembles_.weights(members_);
    if (const int noticed = not_finite(fetched); noticed >= 0) {
        diverge(noticed);
        Lost lost = rewind(now_, ensembles_, members_, *checkpoint_);
        weights_ = std::move(lost.weights);
        weights_step_ = lost.weights_step;
        if (lost.member >= 0) {
            diverge(lost.member);
        }
        return;
    }
    weights_ = std::move(fetched);
    weights_step_ = now_.step;
}

void Training::log_row() {
    const auto last_weights = weights_;
    const std::int64_t last_step = weights_step_;
    fetch_weights();
    if (diverged_) {
        return;
    }
    MetricsRow row{.step = now_.step,
                   .epoch = now_.step / steps_per_epoch(),
                   .lambda = lambda_in_force(members_, now_.nu)};
    for (std::size_t m = 0; m < members_.size(); ++m) {
        row.members.push_back(measure(WeightsFlow(weights_[m]), *data_, members_[m].objective,
                                      members_[m].optimizer.batch));
    }
    // Finite weights that take the points out of the range of numbers.
    const auto lost = std::ranges::find_if_not(row.members, &Metrics::finite);
    if (lost != row.members.end()) {
        diverge(static_cast<int>(lost - row.members.begin()));
        if (now_.step > 0) {
            weights_ = last_weights;
            weights_step_ = last_step;
            now_.nu = checkpoint_->run.nu;
            return;
        }
    }
    log_->append(std::move(row));
    keep_checkpoint();
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
    }
    keep_checkpoint();
}

std::vector<MemberSnapshot> Training::member_snapshots() const {
    std::vector<MemberSnapshot> out;
    const std::vector<double> lambda = lambda_in_force(members_, now_.nu);
    for (std::size_t m = 0; m < members_.size(); ++m) {
        const bool uzawa = members_[m].objective.mode == Mode::Uzawa;
        out.push_back({.config = members_[m],
                       .weights = weights_[m],
                       .lambda = lambda[m],
                       .nu = uzawa ? now_.nu[m] : 0});
    }
    return out;
}

// The kept steps are rarer than the rows of a log that thins itself, and among them: there the
// weights have been fetched already.
void Training::keep_step() {
    fetch_weights();
    if (!diverged_ || now_.step == 0) {
        history_->append({.step = now_.step,
                          .epoch = now_.step / steps_per_epoch(),
                          .members = member_snapshots()});
    }
}

Snapshot Training::snapshot() {
    fetch_weights();
    Snapshot out;
    out.run = run_;
    out.status = diverged_ ? Status::Diverged : Status::Paused;
    out.stopped = stopped_;
    out.message = message_;
    out.step = diverged_ ? weights_step_ : now_.step;
    out.epoch = out.step / steps_per_epoch();
    out.device = ensembles_.device();
    out.engine = ensembles_.engine();
    out.choice = ensembles_.choice();
    out.asked = options_;
    out.config = std::make_shared<Config>(config_);
    out.data = data_;
    out.members = member_snapshots();
    out.changes = changes_.changes();
    out.rows = log_->rows();
    out.history = history_->rows();
    return out;
}

}  // namespace la
