#include "core/train/training.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <type_traits>
#include <utility>

#include "core/io/config_json.h"
#include "core/measure/metrics.h"
#include "core/model/weights_flow.h"

namespace la {

namespace {

// Members of one ensemble differ in nothing but weights, lambda and mode.
bool same_ensemble(const MemberConfig& a, const MemberConfig& b) {
    NetworkConfig shape = a.network;
    shape.init = b.network.init;
    shape.seed = b.network.seed;
    return shape == b.network && a.objective.loss == b.objective.loss &&
           a.objective.cost == b.objective.cost && a.optimizer == b.optimizer;
}

bool finite(const Weights& weights) {
    return std::ranges::all_of(weights.values, [](float w) { return std::isfinite(w); });
}

}  // namespace

Training::Training(const Config& config, EngineOptions options, EngineFactory factory,
                   std::int64_t rows_every)
    : options_(std::move(options)), factory_(std::move(factory)), rows_every_(rows_every) {
    load(config);
}

void Training::load(const Config& config) {
    std::vector<MemberConfig> members = members_of(config);
    if (!data_ || config.dataset != config_.dataset) {
        data_ = std::make_shared<Dataset>(make_dataset(config.dataset));
    }
    config_ = config;
    members_ = std::move(members);
    given_.clear();
    ensembles_.clear();
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
    step_ = 0;
    weights_step_ = 0;
    diverged_ = false;
    message_.clear();
    batches_ = std::make_unique<Batches>(data_->train, config_.optimizer);
    log_ = std::make_unique<MetricsLog>(rows_every_);
    nu_.clear();
    weights_ = given_;
    for (const MemberConfig& member : members_) {
        if (given_.empty()) {
            weights_.push_back(
                std::make_shared<Weights>(initial_weights(member.network, data_->classes)));
        }
        nu_.push_back(member.objective.uzawa.nu);
    }
    for (Ensemble& ensemble : ensembles_) {
        EngineState state;
        for (const int m : ensemble.members) {
            state.weights.insert(state.weights.end(), weights_[m]->values.begin(),
                                 weights_[m]->values.end());
        }
        ensemble.engine->set_state(state);
    }
    push_lambda();
    log_row();
}

void Training::prepare() {
    if (ensembles_.empty()) {
        make_ensembles();
    }
}

void Training::make_ensembles() {
    std::vector<Ensemble> made;
    for (int m = 0; m < static_cast<int>(members_.size()); ++m) {
        const auto home = std::ranges::find_if(made, [&](const Ensemble& ensemble) {
            return same_ensemble(members_[ensemble.members.front()], members_[m]);
        });
        if (home == made.end()) {
            made.push_back({{m}, nullptr});
        } else {
            home->members.push_back(m);
        }
    }
    for (Ensemble& ensemble : made) {
        ensemble.engine = factory_(setup_for(ensemble));
        EngineState state;
        for (const int m : ensemble.members) {
            state.weights.insert(state.weights.end(), weights_[m]->values.begin(),
                                 weights_[m]->values.end());
        }
        ensemble.engine->set_state(state);
    }
    ensembles_ = std::move(made);
    push_lambda();
    keep_checkpoint();
}

EngineSetup Training::setup_for(const Ensemble& ensemble) const {
    const MemberConfig& first = members_[ensemble.members.front()];
    return {.network = first.network,
            .objective = first.objective,
            .optimizer = first.optimizer,
            .members = static_cast<int>(ensemble.members.size()),
            .data = data_,
            .device = options_.device,
            .threads = options_.threads,
            .engine = options_.engine};
}

void Training::push_lambda() {
    for (Ensemble& ensemble : ensembles_) {
        std::vector<double> lambda;
        for (const int m : ensemble.members) {
            lambda.push_back(members_[m].objective.mode == Mode::Uzawa
                                 ? 1 / nu_[m]
                                 : effective_lambda(members_[m].objective));
        }
        ensemble.engine->set_lambda(lambda);
    }
}

void Training::step() {
    if (diverged_) {
        return;
    }
    prepare();
    advance();
    if (log_->due(step_)) {
        log_row();
    }
}

void Training::advance() {
    const std::span<const std::int32_t> batch = batches_->next();
    for (Ensemble& ensemble : ensembles_) {
        ensemble.engine->step(batch);
    }
    ++step_;
    update_multipliers(batch);
}

// Uzawa: nu += tau * loss on the current batch, after the update.
void Training::update_multipliers(std::span<const std::int32_t> batch) {
    bool changed = false;
    for (Ensemble& ensemble : ensembles_) {
        const auto due = [&](int m) {
            const ObjectiveConfig& objective = members_[m].objective;
            return objective.mode == Mode::Uzawa && step_ % objective.uzawa.every == 0;
        };
        if (std::ranges::none_of(ensemble.members, due)) {
            continue;
        }
        const std::vector<double> loss = ensemble.engine->loss(batch);
        for (std::size_t i = 0; i < ensemble.members.size(); ++i) {
            const int m = ensemble.members[i];
            if (due(m)) {
                nu_[m] += members_[m].objective.uzawa.tau * loss[i];
                changed = true;
            }
        }
    }
    if (changed) {
        push_lambda();
    }
}

void Training::keep_checkpoint() {
    if (ensembles_.empty() || diverged_) {
        return;
    }
    checkpoint_ = {.step = step_, .batches = *batches_, .nu = nu_, .engines = {}};
    for (const Ensemble& ensemble : ensembles_) {
        checkpoint_->engines.push_back(ensemble.engine->state());
    }
}

// Copies the weights out of the engines, in the order of the members.
std::vector<std::shared_ptr<const Weights>> Training::copy_weights() const {
    std::vector<std::shared_ptr<const Weights>> out(members_.size());
    for (const Ensemble& ensemble : ensembles_) {
        const std::size_t size = weights_[ensemble.members.front()]->values.size();
        std::vector<float> all(size * ensemble.members.size());
        ensemble.engine->weights(all);
        for (std::size_t i = 0; i < ensemble.members.size(); ++i) {
            const int m = ensemble.members[i];
            out[m] = std::make_shared<Weights>(
                Weights{members_[m].network,
                        data_->classes,
                        {all.begin() + i * size, all.begin() + (i + 1) * size}});
        }
    }
    return out;
}

// The first member with a weight that is not finite, or -1.
int Training::not_finite(const std::vector<std::shared_ptr<const Weights>>& weights) const {
    const auto at = std::ranges::find_if(weights, [](const auto& w) { return !finite(*w); });
    return at == weights.end() ? -1 : static_cast<int>(at - weights.begin());
}

void Training::diverge(int member) {
    diverged_ = true;
    message_ = std::string(members_.size() == 2 && member == 0 ? "A" : "B") + " diverged at step " +
               std::to_string(step_) + ": reset, or lower the learning rate";
}

// The weights as they are now; if one is no longer finite, the run has diverged and keeps the last
// that were.
void Training::fetch_weights() {
    if (weights_step_ == step_ || ensembles_.empty() || diverged_) {
        return;
    }
    auto fetched = copy_weights();
    const int member = not_finite(fetched);
    if (member >= 0) {
        diverge(member);
        rewind();
        return;
    }
    weights_ = std::move(fetched);
    weights_step_ = step_;
}

// Once diverged: the weights are looked at now and then only, so the steps since the checkpoint are
// taken again, to the last one with finite weights. Which one that is does not depend on when
// somebody looked.
void Training::rewind() {
    const std::int64_t noticed = step_;
    for (std::size_t e = 0; e < ensembles_.size(); ++e) {
        ensembles_[e].engine->set_state(checkpoint_->engines[e]);
    }
    *batches_ = checkpoint_->batches;
    nu_ = checkpoint_->nu;
    step_ = checkpoint_->step;
    push_lambda();
    weights_ = copy_weights();
    weights_step_ = step_;
    while (step_ < noticed) {
        const std::vector<double> nu = nu_;
        advance();
        auto weights = copy_weights();
        if (const int member = not_finite(weights); member >= 0) {
            nu_ = nu;
            diverge(member);
            return;
        }
        weights_ = std::move(weights);
        weights_step_ = step_;
    }
}

void Training::log_row() {
    const auto last_weights = weights_;
    const std::int64_t last_step = weights_step_;
    fetch_weights();
    if (diverged_) {
        return;
    }
    MetricsRow row{.step = step_, .epoch = step_ / batches_->per_epoch()};
    for (std::size_t m = 0; m < members_.size(); ++m) {
        const ObjectiveConfig& objective = members_[m].objective;
        row.lambda.push_back(objective.mode == Mode::Uzawa ? 1 / nu_[m]
                                                           : effective_lambda(objective));
        row.members.push_back(
            measure(WeightsFlow(weights_[m]), *data_, objective, members_[m].optimizer.batch));
    }
    // Finite weights that take the points out of the range of numbers.
    const auto lost = std::ranges::find_if_not(row.members, &Metrics::finite);
    if (lost != row.members.end()) {
        diverge(static_cast<int>(lost - row.members.begin()));
        if (step_ > 0) {
            weights_ = last_weights;
            weights_step_ = last_step;
            nu_ = checkpoint_->nu;
            return;
        }
    }
    log_->append(std::move(row));
    keep_checkpoint();
}

void Training::set_lambda(const SetLambda& change) {
    const int m = std::clamp(change.member, 0, static_cast<int>(members_.size()) - 1);
    ObjectiveConfig& objective = members_[m].objective;
    if (change.lambda <= 0) {
        objective.mode = Mode::None;
    } else if (objective.mode == Mode::Uzawa) {
        nu_[m] = 1 / change.lambda;
    } else {
        objective.mode = Mode::Weight;
        objective.lambda = change.lambda;
    }
    // The configuration follows, so that a reset or a saved file has what is on screen.
    if (members_.size() == 2 && m == 0) {
        config_.compare["objective.lambda"] =
            get_field(Config{.objective = {.lambda = change.lambda}}, "objective.lambda");
    } else {
        config_.objective.mode = objective.mode;
        config_.objective.lambda = objective.lambda;
        if (objective.mode == Mode::Uzawa) {
            config_.objective.uzawa.nu = nu_[m];
            objective.uzawa.nu = nu_[m];
        }
    }
    push_lambda();
}

void Training::set_device(const std::string& device) {
    const std::string old = std::exchange(options_.device, device);
    if (ensembles_.empty()) {
        return;
    }
    // The new engines take over the whole state, or nothing changes at all.
    std::vector<std::unique_ptr<Engine>> engines;
    try {
        for (const Ensemble& ensemble : ensembles_) {
            engines.push_back(factory_(setup_for(ensemble)));
            engines.back()->set_state(ensemble.engine->state());
        }
    } catch (...) {
        options_.device = old;
        throw;
    }
    for (std::size_t i = 0; i < engines.size(); ++i) {
        ensembles_[i].engine = std::move(engines[i]);
    }
    push_lambda();
}

void Training::apply(const Change& change) {
    fetch_weights();  // a divergence that nobody has noticed yet belongs to the time before
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
                    batches_ = std::make_unique<Batches>(data_->train, what.optimizer);
                }
                config_.optimizer = what.optimizer;
                for (std::size_t m = 0; m < members_.size(); ++m) {
                    members_[m].optimizer = members_of(config_)[m].optimizer;
                }
                for (Ensemble& ensemble : ensembles_) {
                    ensemble.engine->set_optimizer(members_[ensemble.members.front()].optimizer);
                }
            } else if constexpr (std::is_same_v<T, Load>) {
                load(what.config);
            } else if constexpr (std::is_same_v<T, SetDevice>) {
                set_device(what.device);
            }
        },
        change);
    keep_checkpoint();
}

Snapshot Training::snapshot() {
    fetch_weights();
    Snapshot out;
    out.run = run_;
    out.status = diverged_ ? Status::Diverged : Status::Paused;
    out.message = message_;
    out.step = diverged_ ? weights_step_ : step_;
    out.epoch = out.step / batches_->per_epoch();
    if (!ensembles_.empty()) {
        out.device = ensembles_.front().engine->device();
        out.engine = ensembles_.front().engine->name();
    }
    out.config = std::make_shared<Config>(config_);
    out.data = data_;
    for (std::size_t m = 0; m < members_.size(); ++m) {
        const ObjectiveConfig& objective = members_[m].objective;
        const bool uzawa = objective.mode == Mode::Uzawa;
        out.members.push_back({.config = members_[m],
                               .weights = weights_[m],
                               .lambda = uzawa ? 1 / nu_[m] : effective_lambda(objective),
                               .nu = uzawa ? nu_[m] : 0});
    }
    out.rows = log_->rows();
    return out;
}

}  // namespace la
