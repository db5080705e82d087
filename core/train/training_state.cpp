#include "core/train/training_state.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "core/base/error.h"
#include "core/config/config_json.h"
#include "core/shallow/shallow_state.h"
#include "core/stability/stability_state.h"

namespace la {

namespace {

constexpr std::int64_t kMaxSteps = 1'000'000'000'000'000;

void demand(bool holds, std::string_view what) {
    if (!holds) {
        throw Error(std::string(what));
    }
}

void check_data(const Dataset& data) {
    demand(data.points.size() == data.labels.size(), "the data has points without labels");
    demand(data.train >= 1 && data.train <= data.size(), "the data has no training points");
    // The kernels of the engines have room for ten.
    demand(data.has_values() ? data.classes == 1 : data.classes >= 2 && data.classes <= 10,
           "the data has an impossible number of classes");
    demand(!data.has_values() || data.values.size() == data.points.size(),
           "the data has points without values");
    demand(std::ranges::all_of(data.values, [](float value) { return std::isfinite(value); }),
           "the data has a value that is not finite");
    demand(data.class_names.empty() ||
               data.class_names.size() == static_cast<std::size_t>(data.classes),
           "the data has not one name per class");
    demand(std::ranges::all_of(data.labels, [&](int label) { return label < data.classes; }),
           "the data has a label of a class that is not there");
    demand(std::ranges::all_of(
               data.points, [](glm::vec2 p) { return std::isfinite(p.x) && std::isfinite(p.y); }),
           "the data has a point that is not finite");
}

// Checks that there is one network per member, of the member's shape, with finite numbers.
void check_weights(const MemberWeights& weights, const TrainingState& state,
                   std::string_view name) {
    const std::string of(name);
    demand(weights.size() == state.members.size(), of + " are not one network per member");
    for (std::size_t m = 0; m < weights.size(); ++m) {
        const Weights& w = *weights[m];
        const WeightLayout layout(state.members[m].network, state.data->classes);
        demand(w.network == state.members[m].network && w.classes == state.data->classes &&
                   w.values.size() == layout.size,
               of + " have another shape than the network");
    }
    demand(not_finite(weights) < 0, of + " have a number that is not finite");
}

bool one_engine(const MemberConfig& a, const MemberConfig& b) {
    NetworkConfig shape = a.network;
    shape.init = b.network.init;
    shape.seed = b.network.seed;
    return shape == b.network && a.objective.loss == b.objective.loss &&
           a.objective.cost == b.objective.cost;
}

void check_engines(const TrainingState& s) {
    std::vector<int> seen(s.members.size(), 0);
    for (const std::vector<int>& group : s.groups) {
        demand(!group.empty(), "an ensemble has no members");
        for (const int m : group) {
            demand(m >= 0 && m < static_cast<int>(seen.size()) && seen[m] == 0,
                   "the ensembles do not hold every member once");
            seen[m] = 1;
            demand(one_engine(s.members[group.front()], s.members[m]),
                   "an ensemble has members of different shapes");
        }
    }
    demand(s.groups.empty() || std::ranges::find(seen, 0) == seen.end(),
           "the ensembles do not hold every member once");
    demand(s.engines.empty() || s.engines.size() == s.groups.size(),
           "the state of the optimiser is not one per ensemble");
    demand(!s.engines.empty() || s.diverged || s.now.step == 0,
           "the state of the optimiser is missing");
    for (std::size_t i = 0; i < s.engines.size(); ++i) {
        const NetworkConfig& network = s.members[s.groups[i].front()].network;
        const std::size_t size = s.groups[i].size() * WeightLayout(network, s.data->classes).size;
        const EngineState& engine = s.engines[i];
        demand(engine.weights.size() == size, "the weights have another shape than the network");
        for (const auto* moments : {&engine.moment1, &engine.moment2}) {
            demand(moments->empty() || moments->size() == size,
                   "the state of the optimiser has another shape than the network");
        }
        for (const auto* exact : {&engine.weights64, &engine.moment1_64, &engine.moment2_64}) {
            demand(exact->size() == (engine.weights64.empty() ? 0 : size),
                   "the numbers in double precision have another shape than the network");
        }
        demand(engine.weights64.empty() ||
                   std::ranges::equal(engine.weights64, engine.weights, {},
                                      [](double exact) { return static_cast<float>(exact); }),
               "the weights in double precision are others than the weights");
        demand(engine.updates >= 0 && engine.updates <= kMaxSteps,
               "the number of updates is impossible");
    }
}

void check_batches(const TrainingState& s) {
    const Batches::State batches = s.now.batches.state();
    demand(static_cast<int>(batches.order.size()) == s.data->train,
           "the order of the batches is not that of the training points");
    std::vector<bool> seen(batches.order.size());
    for (const std::int32_t i : batches.order) {
        demand(i >= 0 && i < s.data->train && !seen[i], "the order of the batches is no order");
        seen[i] = true;
    }
    demand(batches.at >= 0 && batches.at <= s.data->train, "the batches stand outside the data");
    demand(std::ranges::any_of(batches.random.words, [](std::uint64_t word) { return word != 0; }),
           "the random state is impossible");
}

template<class Row, class CheckRow>
void check_log(const StepRows<Row>& rows, std::int64_t spacing, std::int64_t last,
               CheckRow check_row) {
    demand(spacing >= 1 && spacing <= kMaxSteps, "a log has an impossible spacing");
    demand(!rows.empty() && rows[0].step == 0, "a log does not begin with step 0");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        demand(i == 0 || rows[i].step > rows[i - 1].step, "the steps of a log are not in order");
        demand(rows[i].step % spacing == 0 && rows[i].step <= last,
               "a log has a step that it cannot have");
        check_row(rows[i]);
    }
}

// Checks each as if the run stood there.
void check_checkpoints(const TrainingState& s) {
    std::int64_t last = -1;
    for (const auto& kept : s.checkpoints.all()) {
        TrainingState then = s;
        then.members = kept->members;
        then.data = kept->data;
        then.weights = kept->weights;
        then.now = kept->at->run;
        then.engines = kept->at->engines;
        then.diverged = false;
        demand(kept->step() > last && kept->step() <= s.now.step,
               "the steps of the checkpoints are not in order");
        last = kept->step();
        demand(kept->members.size() == s.members.size() &&
                   members_of(kept->config).size() == s.members.size(),
               "the members of a checkpoint are not those of the run");
        demand(kept->data->classes == s.data->classes,
               "a checkpoint has another number of classes");
        for (std::size_t m = 0; m < s.members.size(); ++m) {
            demand(kept->members[m].network == s.members[m].network,
                   "a checkpoint has another shape than the network");
        }
        demand(then.now.nu.size() == s.members.size(),
               "the multipliers of a checkpoint are not one per member");
        check_data(*then.data);
        check_weights(then.weights, then, "the weights of a checkpoint");
        check_engines(then);
        check_batches(then);
    }
}

void check_rows(const TrainingState& s) {
    check_log(*s.rows, s.rows_spacing, s.now.step, [&](const MetricsRow& row) {
        demand(row.lambda.size() == s.members.size() && row.members.size() == s.members.size(),
               "a row of the metrics is not one per member");
        for (std::size_t m = 0; m < s.members.size(); ++m) {
            const Metrics& metrics = row.members[m];
            demand(
                metrics.energy.size() == static_cast<std::size_t>(s.members[m].network.layers) &&
                    metrics.displacement_class.size() == static_cast<std::size_t>(s.data->classes),
                "a row of the metrics has another number of layers or classes");
        }
    });
}

void check_weights_rows(const TrainingState& s) {
    demand(s.weights_spacing >= 1 && s.weights_spacing <= kMaxSteps,
           "the log of the weights has an impossible spacing");
    std::int64_t last = -1;
    for (std::size_t i = 0; i < s.weights_rows->size(); ++i) {
        const WeightsRow& row = (*s.weights_rows)[i];
        demand(row.step > last && row.step <= s.now.step,
               "the rows of the weights are not in order");
        demand(row.members.size() == s.members.size(),
               "a row of the weights is not one per member");
        last = row.step;
    }
}

void check_history(const TrainingState& s) {
    check_log(*s.history, s.history_spacing, s.now.step, [&](const KeptStep& kept) {
        demand(kept.members.size() == s.members.size(), "a kept step is not one per member");
        MemberWeights weights;
        for (std::size_t m = 0; m < s.members.size(); ++m) {
            demand(kept.members[m].config.network == s.members[m].network,
                   "a kept step has another shape than the network");
            weights.push_back(kept.members[m].weights);
        }
        check_weights(weights, s, "the weights of a kept step");
    });
}

void check_recording(const TrainingState& s) {
    demand(s.recording.origin() != nullptr, "the recording has no beginning");
    const Origin& origin = *s.recording.origin();
    check_data(*origin.data);
    demand(!origin.members.empty() && origin.members.size() == members_of(origin.config).size(),
           "the recording does not begin with the members of its configuration");
    demand(origin.given.empty() || origin.given.size() == origin.members.size(),
           "the first weights are not one network per member");
    for (std::size_t m = 0; m < origin.given.size(); ++m) {
        const WeightLayout layout(origin.members[m].network, origin.data->classes);
        demand(origin.given[m]->network == origin.members[m].network &&
                   origin.given[m]->classes == origin.data->classes &&
                   origin.given[m]->values.size() == layout.size,
               "the first weights have another shape than the network");
    }
    const StepRows<Recorded>& changes = s.recording.changes();
    std::int64_t last = 0;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const std::int64_t step = changes[i].step;
        demand(step >= last && step <= s.now.step, "the recorded steps are not in order");
        last = step;
    }
}

}  // namespace

void check(const TrainingState& s) {
    check_data(*s.data);
    demand(s.members.size() == members_of(s.config).size(),
           "the members are not those of the configuration");
    demand(s.now.step >= 0 && s.now.step <= kMaxSteps, "the step is impossible");
    demand(s.weights_step >= 0 && s.weights_step <= s.now.step &&
               (s.diverged || s.weights_step == s.now.step),
           "the weights are of another step");
    demand(s.rows_every >= 0 && s.rows_every <= kMaxSteps, "the spacing of the rows is impossible");
    demand(s.now.nu.size() == s.members.size(), "the multipliers are not one per member");
    if (!s.given.empty()) {
        check_weights(s.given, s, "the first weights");
    }
    check_weights(s.weights, s, "the weights");
    check_engines(s);
    check_batches(s);
    check_checkpoints(s);
    check_rows(s);
    if (s.weights_rows) {
        check_weights_rows(s);
    }
    check_history(s);
    check_recording(s);
    if (s.shallow) {
        check(*s.shallow);
    }
    if (s.stability) {
        check(*s.stability, s.members, s.data->classes);
    }
}

}  // namespace la
