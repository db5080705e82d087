#include "app/stage/state_values.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "app/readouts/critical_lambda.h"
#include "app/readouts/least_action.h"
#include "app/state/speeds.h"
#include "core/config/names.h"
#include "core/stability/stability_rows.h"
#include "render/plot/number.h"

namespace la {

namespace {

using Number = std::optional<double>;

// What is observed of one network, or null.
const MemberObservation* seen(const FrameContext& c, std::size_t member) {
    return c.observation && member < c.observation->members.size() ? &c.observation->members[member]
                                                                   : nullptr;
}

Number metric(const FrameContext& c, std::size_t member, double Metrics::*value) {
    const MemberObservation* of = seen(c, member);
    return of ? Number(of->metrics.*value) : std::nullopt;
}

const StabilityMeasures* stability(const FrameContext& c, std::size_t member) {
    const auto& rows = c.snapshot.stability_rows;
    return rows && !rows->empty() && member < rows->back().members.size()
               ? &rows->back().members[member]
               : nullptr;
}

const ShallowNetworkSnapshot* shallow_network(const FrameContext& c) {
    const ShallowSnapshot* run = c.shallow();
    if (run == nullptr || run->networks.empty()) {
        return nullptr;
    }
    return &run->networks[std::min(static_cast<std::size_t>(c.state.mean_field.large),
                                   run->networks.size() - 1)];
}

Number shallow(const FrameContext& c, double ShallowMeasures::*value) {
    const ShallowNetworkSnapshot* network = shallow_network(c);
    return network ? Number(network->measures.*value) : std::nullopt;
}

Number busiest_layer(const FrameContext& c, std::size_t member) {
    const MemberObservation* of = seen(c, member);
    if (of == nullptr || of->metrics.energy.empty()) {
        return std::nullopt;
    }
    const std::vector<double>& energy = of->metrics.energy;
    return std::ranges::max_element(energy) - energy.begin() + 1;
}

Number idle_layers(const FrameContext& c, std::size_t member) {
    const MemberObservation* of = seen(c, member);
    if (of == nullptr) {
        return std::nullopt;
    }
    return std::ranges::count_if(of->metrics.energy,
                                 [&](double e) { return e < 0.05 * of->metrics.cost; });
}

Number optimality(const FrameContext& c, std::size_t member) {
    const MemberObservation* of = seen(c, member);
    return of ? least_action_of(*of).optimality : std::nullopt;
}

Number straightness(const FrameContext& c, std::size_t member) {
    const MemberObservation* of = seen(c, member);
    return of && of->metrics.action > 0 ? Number(least_action_of(*of).straightness) : std::nullopt;
}

// The largest lambda at which the networks of a sweep still have an accuracy of 0.99, on average.
Number sweep_last_good(const FrameContext& c) {
    const SweepState* sweep = c.temp.sweep.state.get();
    if (sweep == nullptr) {
        return std::nullopt;
    }
    std::map<double, std::pair<double, int>> accuracy;  // by lambda: sum, count
    for (const SweepRun& run : *sweep->runs) {
        auto& [sum, count] = accuracy[run.values[0]];
        sum += run.metrics.test_accuracy;
        ++count;
    }
    Number out;
    for (const auto& [lambda, of] : accuracy) {
        out = of.first / of.second >= 0.99 ? lambda : out;
    }
    return out;
}

Number edge_part(const FrameContext& c, std::size_t member) {
    const StabilityMeasures* of = stability(c, member);
    return of && std::isfinite(of->edge / of->edge_limit) ? Number(of->edge / of->edge_limit)
                                                          : std::nullopt;
}

using OfMember = std::function<Number(const FrameContext&, std::size_t member)>;

const std::map<std::string_view, OfMember>& of_members() {
    static const std::map<std::string_view, OfMember> kAll{
        {"learning_rate",
         [](const FrameContext& c, std::size_t m) {
             return Number(c.snapshot.members[m].config.optimizer.learning_rate);
         }},
        {"layers",
         [](const FrameContext& c, std::size_t m) {
             return Number(c.displayed().members[m].config.network.layers);
         }},
        {"loss", [](const FrameContext& c, std::size_t m) { return metric(c, m, &Metrics::loss); }},
        {"accuracy", [](const FrameContext& c,
                        std::size_t m) { return metric(c, m, &Metrics::test_accuracy); }},
        {"action",
         [](const FrameContext& c, std::size_t m) { return metric(c, m, &Metrics::action); }},
        {"displacement",
         [](const FrameContext& c, std::size_t m) { return metric(c, m, &Metrics::displacement); }},
        {"straightness", straightness},
        {"optimality", optimality},
        {"busiest_layer", busiest_layer},
        {"idle_layers", idle_layers},
        {"half_waves",
         [](const FrameContext& c, std::size_t m) {
             const MemberObservation* of = seen(c, m);
             return of && of->smoothness ? Number(of->smoothness->half_waves) : std::nullopt;
         }},
        {"refined_accuracy",
         [](const FrameContext& c, std::size_t m) {
             const MemberObservation* of = seen(c, m);
             return of && of->refined ? Number(of->refined->accuracy) : std::nullopt;
         }},
        {"refined_change",
         [](const FrameContext& c, std::size_t m) {
             const MemberObservation* of = seen(c, m);
             return of && of->refined ? Number(of->refined->relative_change) : std::nullopt;
         }},
        {"exponent",
         [](const FrameContext& c, std::size_t m) {
             const StabilityMeasures* of = stability(c, m);
             return of && !of->ftle.empty() && std::isfinite(of->ftle[0]) ? Number(of->ftle[0])
                                                                          : std::nullopt;
         }},
        {"edge_part", edge_part},
        {"twin",
         [](const FrameContext& c, std::size_t m) {
             const StabilityMeasures* of = stability(c, m);
             return of && std::isfinite(of->twin) ? Number(of->twin) : std::nullopt;
         }},
    };
    return kAll;
}

using OfWindow = std::function<Number(const FrameContext&)>;

const std::map<std::string_view, OfWindow>& of_window() {
    static const std::map<std::string_view, OfWindow> kAll{
        {"step",
         [](const FrameContext& c) {
             return Number(c.opens_shallow() ? (c.shallow() ? c.shallow()->step : 0)
                                             : c.snapshot.step);
         }},
        {"running",
         [](const FrameContext& c) {
             return Number(c.snapshot.status == Status::Running ||
                           c.snapshot.status == Status::Starting);
         }},
        {"speed", [](const FrameContext& c) { return Number(kSpeeds[c.state.speed].steps_per_s); }},
        {"depth", [](const FrameContext& c) { return Number(c.temp.depth.value); }},
        {"depth_part",
         [](const FrameContext& c) { return Number(c.temp.depth.value / c.layers()); }},
        {"lambda", [](const FrameContext& c) { return Number(c.snapshot.members.back().lambda); }},
        {"free_lambda",
         [](const FrameContext& c) {
             return Number(
                 critical_lambda(c.snapshot.members.back().config, c.snapshot.data->classes));
         }},
        {"action_ratio",
         [](const FrameContext& c) {
             const Number a = metric(c, 0, &Metrics::action);
             const Number b = c.has_a() ? metric(c, 1, &Metrics::action) : std::nullopt;
             return a && b && *b > 0 ? Number(*a / *b) : std::nullopt;
         }},
        {"theory", [](const FrameContext& c) { return Number(c.temp.theory.open); }},
        {"sketch_detour",
         [](const FrameContext& c) {
             const SketchMeasures of = measures_of(c.temp.theory.sketch);
             return of.displacement > 0 ? Number(of.action / of.displacement) : std::nullopt;
         }},
        {"sketch_crossing",
         [](const FrameContext& c) {
             const SketchMeasures of = measures_of(c.temp.theory.sketch);
             return of.w2_squared > 0 ? Number(of.displacement / of.w2_squared) : std::nullopt;
         }},
        {"sweep_runs",
         [](const FrameContext& c) {
             return Number(c.temp.sweep.state ? c.temp.sweep.state->runs->size() : 0);
         }},
        {"sweep_done",
         [](const FrameContext& c) {
             const SweepState* sweep = c.temp.sweep.state.get();
             return Number(sweep && sweep->status == SweepState::Status::Finished);
         }},
        {"sweep_last_good", sweep_last_good},
        {"refine", [](const FrameContext& c) { return Number(c.state.weights.factor()); }},
        {"alpha",
         [](const FrameContext& c) {
             const ShallowNetworkSnapshot* network = shallow_network(c);
             return network ? Number(network->alpha) : std::nullopt;
         }},
        {"time",
         [](const FrameContext& c) {
             return c.shallow() ? Number(c.shallow()->time()) : std::nullopt;
         }},
        {"gamma", [](const FrameContext& c) { return shallow(c, &ShallowMeasures::gamma); }},
        {"phi", [](const FrameContext& c) { return shallow(c, &ShallowMeasures::phi); }},
        {"fresh_error",
         [](const FrameContext& c) { return shallow(c, &ShallowMeasures::fresh_error); }},
        {"correlation",
         [](const FrameContext& c) { return shallow(c, &ShallowMeasures::correlation); }},
    };
    return kAll;
}

struct Named {
    std::string_view name;  // without "_a"
    std::size_t member;
};

Named split(const FrameContext& context, std::string_view name) {
    if (name.ends_with("_a") && context.has_a()) {
        return {name.substr(0, name.size() - 2), 0};
    }
    return {name, context.snapshot.members.size() - 1};
}

}  // namespace

Number state_number(const FrameContext& context, std::string_view name) {
    const auto [base, member] = split(context, name);
    if (const auto found = of_members().find(base); found != of_members().end()) {
        return found->second(context, member);
    }
    const auto found = of_window().find(base);
    return found == of_window().end() ? std::nullopt : found->second(context);
}

std::string state_word(const FrameContext& context, std::string_view name) {
    const auto [base, member] = split(context, name);
    const MemberConfig& config = context.snapshot.members[member].config;
    if (base == "view") {
        return kViewNames[static_cast<std::size_t>(context.state.view)];
    }
    if (base == "laboratory") {
        return std::string(name_of(context.state.laboratory));
    }
    if (base == "explorer") {
        return std::string(name_of(context.state.stability.explorer));
    }
    if (base == "layout") {
        constexpr const char* kLayouts[] = {"a|b", "a+b", "b"};
        return kLayouts[static_cast<std::size_t>(
            layout_in(context.state.view, context.state.pair_layout))];
    }
    if (base == "preset") {
        return context.experiment.preset();
    }
    if (base == "scale") {
        return std::string(name_of(config.network.scale));
    }
    if (base == "init") {
        return std::string(name_of(config.network.init.kind));
    }
    return base == "cost" ? std::string(name_of(config.objective.cost)) : std::string();
}

bool holds(const FrameContext& context, const Condition& condition) {
    if (const StateValue* value = find_state_value(condition.value); value && value->word) {
        return state_word(context, condition.value) == condition.is;
    }
    const Number now = state_number(context, condition.value);
    return now && (!condition.at_least || *now >= *condition.at_least) &&
           (!condition.at_most || *now <= *condition.at_most);
}

std::string state_text(const FrameContext& context, std::string_view name) {
    const Number now = state_number(context, name);
    if (!now) {
        return {};
    }
    const auto [base, member] = split(context, name);
    if (base == "action_ratio") {
        return plot::compact(*now) + "×";
    }
    if (base.ends_with("accuracy")) {
        return plot::compact(std::round(100 * *now)) + " %";
    }
    return plot::compact(*now);
}

std::string state_label(const FrameContext& context, std::string_view name) {
    static const std::map<std::string_view, std::string> kWords{{"lambda", "λ"},
                                                                {"alpha", "α"},
                                                                {"time", "t"},
                                                                {"gamma", "γ"},
                                                                {"phi", "unsatisfied"},
                                                                {"action_ratio", "action A / B"},
                                                                {"half_waves", "half-waves"},
                                                                {"edge_part", "part of the edge"}};
    const auto [base, member] = split(context, name);
    std::string out(base);
    if (const auto words = kWords.find(base); words != kWords.end()) {
        out = words->second;
    }
    std::ranges::replace(out, '_', ' ');
    if (of_members().contains(base) && context.has_a()) {
        return out + (member == 0 ? " A" : " B");
    }
    const bool of_network =
        base == "gamma" || base == "phi" || base == "fresh_error" || base == "correlation";
    if (of_network && context.shallow() && context.shallow()->networks.size() > 1) {
        return out + ", α = " + plot::plain(shallow_network(context)->alpha);
    }
    return out;
}

}  // namespace la
