#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace la {

// A number or a word of what the window shows, by which lessons and demonstrations wait. Where the
// networks are a pair, those of A have the name with "_a" behind it.
struct StateValue {
    std::string_view name;
    std::string_view what;
    bool of_member = false;  // there is one of A, too
    bool word = false;
};

inline constexpr std::array kStateValues{
    StateValue{"step", "updates of the run that is open"},
    StateValue{"running", "1 while the training runs"},
    StateValue{"speed", "steps per second asked for, 0: no limit"},
    StateValue{"depth", "depth s of the particles"},
    StateValue{"depth_part", "s / L, 0 to 1"},
    StateValue{"lambda", "λ of B in use"},
    StateValue{"free_lambda", "λ above which even the ideal particle stays; 0: unknown"},
    StateValue{"learning_rate", "of the optimiser", true},
    StateValue{"layers", "L", true},
    StateValue{"loss", "on the training points", true},
    StateValue{"accuracy", "on the test points, 0 to 1", true},
    StateValue{"action", "A = L Σ E_k", true},
    StateValue{"displacement", "D = mean |x_L - x_0|²", true},
    StateValue{"action_ratio", "action of A over that of B"},
    StateValue{"straightness", "S = D / A", true},
    StateValue{"optimality", "O = W₂² / D, of a subsample", true},
    StateValue{"theory", "1 while the page of formulas is open"},
    StateValue{"sketch_detour", "A / D of the two paths sketched there"},
    StateValue{"sketch_crossing", "D / W₂² of the two paths sketched there"},
    StateValue{"busiest_layer", "the layer with the largest E_k, from 1", true},
    StateValue{"idle_layers", "layers with less than a twentieth of Σ E_k", true},
    StateValue{"sweep_runs", "networks of the sweep that are trained"},
    StateValue{"sweep_done", "1 when the sweep has ended"},
    StateValue{"sweep_last_good", "largest λ of the sweep with a mean accuracy of 0.99"},
    StateValue{"half_waves", "of the weights over depth", true},
    StateValue{"refine", "factor of the layers shown: 1, 2 or 4"},
    StateValue{"refined_accuracy", "of the refined network, not trained", true},
    StateValue{"refined_change", "of its last states, relative", true},
    StateValue{"alpha", "of the shallow network in the large views"},
    StateValue{"time", "t of the shallow run"},
    StateValue{"gamma", "γ of that network"},
    StateValue{"phi", "part of its training points that are not satisfied"},
    StateValue{"fresh_error", "its error on fresh points"},
    StateValue{"correlation", "of a and w, about 0"},
    StateValue{"exponent", "largest Lyapunov exponent per step", true},
    StateValue{"edge_part", "rate times curvature over its limit: 1 is the edge", true},
    StateValue{"twin", "distance of the twin", true},
    StateValue{"view", "plane, in depth, layers, input or sweep", false, true},
    StateValue{"laboratory", "flow, weights, mean_field or stability", false, true},
    StateValue{"explorer", "rate, foretell or two_weights", false, true},
    StateValue{"layout", "a|b, a+b or b", false, true},
    StateValue{"preset", "name of the preset; empty: none", false, true},
    StateValue{"scale", "scale of every displacement", true, true},
    StateValue{"init", "kind of the initial weights", true, true},
    StateValue{"cost", "energy or norm", true, true},
};

// The value of this name, with or without "_a"; null: there is none.
inline const StateValue* find_state_value(std::string_view name) {
    const bool of_a = name.ends_with("_a");
    if (of_a) {
        name.remove_suffix(2);
    }
    const auto found = std::ranges::find(kStateValues, name, &StateValue::name);
    return found == kStateValues.end() || (of_a && !found->of_member) ? nullptr : &*found;
}

// The views of the flow, by the names that files and the window give them.
inline constexpr std::array<const char*, 5> kViewNames{"plane", "in depth", "layers", "input",
                                                       "sweep"};

// Something that is to come about: a value within limits, or a word; for a while without a break.
struct Condition {
    std::string value;  // a name that find_state_value knows
    std::optional<double> at_least{}, at_most{};
    std::string is{};    // for words
    double seconds = 0;  // it holds that long
    bool operator==(const Condition&) const = default;
};

}  // namespace la
