#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/io/presets.h"
#include "core/train/training.h"

namespace la {

// A run for tests of sessions, with changes by hand at some steps. The cases differ in what a
// session has to keep.
struct SessionCase {
    std::string name;
    std::function<Config()> config;
    std::multimap<std::int64_t, Change> changes{};
};

inline void PrintTo(const SessionCase& what, std::ostream* out) {
    *out << what.name;
}

// Trains on to `steps`, applying the case's changes of the steps before it.
inline void train(Training& training, std::int64_t steps, const SessionCase& what) {
    while (training.steps() < steps) {
        const auto [first, last] = what.changes.equal_range(training.steps());
        for (auto change = first; change != last; ++change) {
            training.apply(change->second);
        }
        training.step();
    }
}

inline std::vector<SessionCase> session_cases() {
    const auto circles = [] { return find_preset("circles").config; };
    const auto with_optimizer = [circles](OptimizerKind kind) {
        return [=] {
            Config config = circles();
            config.optimizer.kind = kind;
            config.optimizer.learning_rate = 0.02;
            return config;
        };
    };
    OptimizerConfig slower = circles().optimizer;
    slower.learning_rate = 0.001;
    slower.batch = 50;
    OptimizerConfig momentum = slower;
    momentum.kind = OptimizerKind::Momentum;
    return {
        {"AdamShuffled", circles},
        {"Sgd", with_optimizer(OptimizerKind::Sgd)},
        {"Momentum", with_optimizer(OptimizerKind::Momentum)},
        {"Alone",
         [circles] {
             Config config = circles();
             config.compare.clear();
             return config;
         }},
        {"NotShuffled",
         [circles] {
             Config config = circles();
             config.optimizer.shuffle = false;
             config.objective.cost = CostKind::Norm;
             return config;
         }},
        {"Uzawa", [] { return find_preset("far-circles-uzawa").config; }},
        {"OtherShapes",
         [circles] {
             Config config = circles();
             config.compare = {{"network.layers", "4"}, {"network.activation", "\"tanh\""}};
             return config;
         }},
        {"OtherOptimisers",
         [circles] {
             Config config = circles();
             config.compare["optimizer.kind"] = "\"momentum\"";
             return config;
         }},
        {"LearnedHead",
         [circles] {
             Config config = circles();
             config.network.head.kind = HeadKind::Learned;
             config.network.dimension = 3;
             return config;
         }},
        {"LambdaByHand",
         circles,
         {{5, SetLambda{1, 0.3}},
          {20, SetLambda{1, 0}},
          {20, SetLambda{0, 0.01}},
          {30, SetLambda{1, 0.07}},
          {50, SetLambda{0, 0}}}},
        {"UzawaByHand",
         [] { return find_preset("far-circles-uzawa").config; },
         {{7, SetLambda{1, 0.25}}, {22, SetLambda{1, 0}}, {31, SetLambda{1, 2, Mode::Uzawa}}}},
        {"OptimiserByHand",
         circles,
         {{11, SetOptimizer{slower}}, {29, SetOptimizer{momentum}}, {50, SetOptimizer{slower}}}},
    };
}

}  // namespace la
