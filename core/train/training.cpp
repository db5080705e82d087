#include "core/train/training.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "core/config/config_json.h"
#include "core/kernels/weights_flow.h"
#include "core/measure/metrics.h"

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
    checkpoints_ = state.checkpoints;
    diverged_ = state.diverged;
    good_ = diverged_ ? find_good() : nullptr;
    message_ = state.message;
    points_ = points_of(recording_);
    stop_rule_ = state.stop_rule;
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
                      .checkpoints = checkpoints_,
                      .stop_rule = stop_rule_,
                      .diverged = diverged_,
                      .message = message_};
    if (!diverged_) {  // a diverged run takes no step before it is rewound or starts anew
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
    good_ = nullptr;
    message_.clear();
    stop_rule_.set(config_.stop);
    now_ = {.batches = Batches(data_->train, config_.optimizer)};
    changes_ = {};
    points_ = "as made";
    checkpoints_ = {};
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

void Training::step() {
    if (diverged_) {
        return;
    }
    prepare();
    stopped_ = false;
    message_.clear();
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
        if (now_.step > 0) {
            weights_ = last_weights;
            weights_step_ = last_step;
            now_.nu = checkpoint_->run.nu;
        }
        diverge(static_cast<int>(lost - row.members.begin()));
        if (now_.step > 0) {
            return;
        }
    }
    log_->append(std::move(row));
    keep_checkpoint();
    keep_good();
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
    out.rewind_step = good_ ? good_->step() : -1;
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
