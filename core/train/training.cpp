#include "core/train/training.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "core/config/config_json.h"
#include "core/kernels/weights_flow.h"
#include "core/measure/blow_up.h"
#include "core/measure/metrics.h"
#include "core/stability/stability_state.h"
#include "core/stability/twin_engine.h"

namespace la {

Training::Training(const Config& config, EngineOptions options, EngineFactory factory,
                   std::int64_t rows_every)
    : factory_(std::move(factory)) {
    s_.engine = options;
    s_.rows_every = rows_every;
    load(config);
}

Training::Training(const TrainingState& state, EngineOptions options, EngineFactory factory)
    : factory_(std::move(factory)) {
    s_.engine = options;
    take(state);
}

Training::Training(const Origin& origin, Ensembles::Groups groups, std::int64_t rows_every,
                   EngineFactory factory)
    : factory_(std::move(factory)) {
    s_.config = origin.config;
    s_.engine = origin.engine;
    s_.rows_every = rows_every;
    s_.data = origin.data;
    s_.members = origin.members;
    s_.given = origin.given;
    s_.groups = std::move(groups);
    restart();
}

// Everything but the engines, which are made by the first step as they were asked for here.
void Training::take(const TrainingState& state) {
    ++run_;
    const EngineOptions asked = s_.engine;
    s_ = state;
    s_.engine = asked;
    ensembles_.clear();
    log_ = std::make_unique<MetricsLog>(s_.rows_every);
    log_->restore(s_.rows_spacing, *s_.rows);
    weights_log_.restart();
    if (s_.weights_rows) {
        weights_log_.restore(*s_.weights_rows, s_.weights_spacing, s_.rows_every);
        s_.weights_rows = nullptr;
    }
    stability_log_.restart();
    if (s_.stability) {
        stability_log_.restore(*s_.stability, s_.members, s_.data, s_.rows_every,
                               stability_capacity());
        s_.stability = nullptr;
    }
    history_ = std::make_unique<History>(member_snapshots());
    history_->restore(s_.history_spacing, *s_.history);
    left_ = {};
    s_.rows = nullptr;  // from here on the logs hold them
    s_.history = nullptr;
    rewinder_ = {};
    if (s_.diverged) {
        rewinder_.find_good(s_);
    }
    points_ = points_of(s_.recording);
    stopped_ = false;
}

void Training::restore(const TrainingState& state) {
    EngineOptions options = state.engine;
    options.threads = s_.engine.threads;
    Ensembles made;
    made.make(state.members, state.data, options_for_twin(options, state.config.stability),
              factory_, state.groups);
    if (state.engines.empty()) {
        made.start(state.weights);
    } else {
        made.set_states(state.engines);
    }
    take(state);
    s_.engine = options;
    ensembles_ = std::move(made);
    s_.engines.clear();
    push_lambda();
    rewinder_.keep_newest(s_, ensembles_);
}

TrainingState Training::state() {
    fetch_weights();
    TrainingState out = s_;
    if (!ensembles_.empty()) {
        out.groups = ensembles_.groups();
    }
    if (s_.diverged) {  // takes no step before it is rewound or starts again
        out.engines.clear();
    } else if (!ensembles_.empty()) {
        out.engines = ensembles_.states();
    }
    out.rows = log_->rows();
    out.rows_spacing = log_->every();
    out.weights_rows = weights_log_.rows();
    out.weights_spacing = weights_log_.spacing();
    out.stability = stability_log_.state();
    out.history = history_->rows();
    out.history_spacing = history_->every();
    return out;
}

namespace {

// Keeps A and B in ensembles of their own where `compare` names A's optimiser: it may equal B's now
// and differ after the next SetOptimizer.
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
        s_.data = data;
    } else if (!s_.data || config.dataset != s_.config.dataset) {
        s_.data = std::make_shared<Dataset>(make_dataset(config.dataset));
    }
    s_.config = config;
    s_.members = std::move(members);
    s_.given.clear();
    ensembles_.clear();
    s_.groups = groups_for(config);
    restart();
}

void Training::start_from(std::vector<Weights> weights) {
    s_.given.clear();
    for (Weights& member : weights) {
        s_.given.push_back(std::make_shared<Weights>(std::move(member)));
    }
    restart();
}

// Back to step 0: the given weights, or those by the seed, and the batches by the seed.
void Training::restart() {
    ++run_;
    s_.weights_step = 0;
    s_.diverged = stopped_ = false;
    rewinder_.forget_good();
    left_ = {};
    s_.message.clear();
    s_.stop_rule.set(s_.config.stop);
    s_.now = {.batches = Batches(s_.data->train, s_.config.optimizer)};
    s_.changes = {};
    points_ = "as made";
    s_.checkpoints = {};
    s_.engines.clear();
    s_.recording = Recording({.config = s_.config,
                              .engine = s_.engine,
                              .members = s_.members,
                              .data = s_.data,
                              .given = s_.given});
    log_ = std::make_unique<MetricsLog>(s_.rows_every);
    weights_log_.restart();
    stability_log_.restart();
    s_.weights = s_.given;
    for (const MemberConfig& member : s_.members) {
        if (s_.given.empty()) {
            s_.weights.push_back(
                std::make_shared<Weights>(initial_weights(member.network, s_.data->classes)));
        }
        s_.now.nu.push_back(member.objective.uzawa.nu);
    }
    ensembles_.start(s_.weights);
    push_lambda();
    history_ = std::make_unique<History>(member_snapshots());
    log_row();
    keep_step();
}

void Training::prepare() {
    if (ensembles_.empty()) {
        Ensembles made;
        made.make(s_.members, s_.data, options_for_twin(s_.engine, s_.config.stability), factory_,
                  s_.groups);
        if (s_.engines.empty()) {
            made.start(s_.weights);
        } else {
            made.set_states(s_.engines);
            s_.engines.clear();
        }
        ensembles_ = std::move(made);
        push_lambda();
        rewinder_.keep_newest(s_, ensembles_);
    }
}

void Training::step() {
    if (s_.diverged) {
        return;
    }
    prepare();
    stopped_ = false;
    s_.message.clear();
    watch_stability();
    if (stability_log_.on()) {
        stability_log_.before(stability_now());
    }
    stability_log_.after(advance(s_.now, ensembles_, s_.members));
    if (log_->due(s_.now.step)) {
        log_row();
    }
    if (history_->due(s_.now.step)) {
        keep_step();
    }
    if (!s_.diverged) {
        look_for_stop();
    }
}

void Training::set_stop(const StopConfig& stop) {
    s_.config.stop = stop;
    s_.stop_rule.set(stop);
}

void Training::set_measures(const SetMeasures& what) {
    measures_ = what;
    measure_weights();
    measure_stability();
}

void Training::set_stability(const SetStability& what) {
    s_.config.stability = what.stability;
    if (what.twin_now) {
        stability_log_.restart_twin();
    }
    measure_stability();
}

std::int64_t Training::stability_capacity() const {
    return s_.rows_every <= 0 ? MetricsLog::kThinned : MetricsLog::kMost;
}

void Training::watch_stability() {
    StabilityConfig wanted = s_.config.stability;
    if (measures_.stability) {
        wanted.vectors = std::max(wanted.vectors, 1);
    }
    stability_log_.set(wanted, s_.rows_every, stability_capacity());
}

// The state in the engines, or that with which they will be made.
StabilityLog::Now Training::stability_now() const {
    StabilityLog::Now out{.step = s_.now.step,
                          .states = ensembles_.empty() ? s_.engines : ensembles_.states(),
                          .groups = ensembles_.empty() ? s_.groups : ensembles_.groups(),
                          .members = s_.members,
                          .lambda = lambda_in_force(s_.members, s_.now.nu),
                          .data = s_.data};
    if (out.states.empty()) {
        out.groups.clear();
        for (int m = 0; m < static_cast<int>(s_.weights.size()); ++m) {
            out.groups.push_back({m});
            out.states.push_back({.weights = s_.weights[m]->values});
        }
    }
    return out;
}

// Adds a row for the present state, where it is measured.
void Training::measure_stability() {
    watch_stability();
    if (stability_log_.on()) {
        fetch_weights();
        if (!s_.diverged) {
            stability_log_.measure(stability_now());
        }
    }
}

// Adds a row for the present weights, where they are measured.
void Training::measure_weights() {
    weights_log_.set_on(measures_.weights || s_.config.weights.measure, s_.rows_every);
    if (weights_log_.on()) {
        fetch_weights();
        const std::vector<double> lambda = lambda_in_force(s_.members, s_.now.nu);
        weights_log_.measure({s_.weights_step, s_.weights, s_.members, lambda, s_.data});
    }
}

void Training::look_for_stop() {
    std::string why = s_.stop_rule.after_step(s_.now.step);
    if (why.empty() && s_.stop_rule.wants_measures() && s_.now.step % steps_per_epoch() == 0) {
        fetch_weights();
        if (s_.diverged) {
            return;
        }
        const MemberConfig& b = s_.members.back();
        why = s_.stop_rule.after_epoch(
            measure(*flow_of(s_.weights.back()), *s_.data, b.objective, b.optimizer.batch),
            lambda_in_force(s_.members, s_.now.nu).back(), s_.data->size() > s_.data->train);
    }
    stopped_ = !why.empty();
    if (stopped_) {
        s_.message = "stopped at step " + std::to_string(s_.now.step) + ": " + why;
    }
}

void Training::log_row() {
    fetch_weights();
    if (s_.diverged) {
        return;
    }
    MetricsRow row{.step = s_.now.step,
                   .epoch = s_.now.step / steps_per_epoch(),
                   .lambda = lambda_in_force(s_.members, s_.now.nu)};
    for (std::size_t m = 0; m < s_.members.size(); ++m) {
        row.members.push_back(measure(*flow_of(s_.weights[m]), *s_.data, s_.members[m].objective,
                                      s_.members[m].optimizer.batch));
    }
    const MetricsRow& first = log_->now().empty() ? row : log_->now()[0];
    for (std::size_t m = 0; m < row.members.size() && !s_.diverged; ++m) {
        if (!blown_up(row.members[m], first.members[m])) {
            continue;
        }
        if (s_.now.step > 0) {
            lose(static_cast<int>(m));
            return;
        }
        diverge(static_cast<int>(m));
    }
    log_->append(std::move(row));
    measure_weights();
    measure_stability();
    rewinder_.keep_newest(s_, ensembles_);
    rewinder_.keep_good(s_, ensembles_);
}

std::vector<MemberSnapshot> Training::member_snapshots() const {
    std::vector<MemberSnapshot> out;
    const std::vector<double> lambda = lambda_in_force(s_.members, s_.now.nu);
    for (std::size_t m = 0; m < s_.members.size(); ++m) {
        const bool uzawa = s_.members[m].objective.mode == Mode::Uzawa;
        out.push_back({.config = s_.members[m],
                       .weights = s_.weights[m],
                       .lambda = lambda[m],
                       .nu = uzawa ? s_.now.nu[m] : 0});
    }
    return out;
}

// Costs nothing more with a log that thins itself: kept steps are among its rows, for which the
// weights have been fetched.
void Training::keep_step() {
    fetch_weights();
    if (!s_.diverged || s_.now.step == 0) {
        history_->append({.step = s_.now.step,
                          .epoch = s_.now.step / steps_per_epoch(),
                          .members = member_snapshots()});
    }
}

Snapshot Training::snapshot() {
    fetch_weights();
    Snapshot out;
    out.run = run_;
    out.status = s_.diverged ? Status::Diverged : Status::Paused;
    out.stopped = stopped_;
    out.message = s_.message;
    out.rewind_step = rewinder_.good() ? rewinder_.good()->step() : -1;
    out.step = s_.diverged ? s_.weights_step : s_.now.step;
    out.epoch = out.step / steps_per_epoch();
    out.device = ensembles_.device();
    out.engine = ensembles_.engine();
    out.choice = ensembles_.choice();
    out.asked = s_.engine;
    out.config = std::make_shared<Config>(s_.config);
    out.data = s_.data;
    out.members = member_snapshots();
    for (std::size_t m = 0; m < out.members.size(); ++m) {
        out.members[m].stability = stability_log_.snapshot(m);
    }
    out.changes = s_.changes.changes();
    out.rows = log_->rows();
    out.left = left_;
    out.weights_rows = weights_log_.rows();
    out.stability_rows = stability_log_.rows();
    out.history = history_->rows();
    return out;
}

}  // namespace la
