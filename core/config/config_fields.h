#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/data/dataset_kinds.h"
#include "core/model/config.h"

namespace la {

// The single description of every field of a configuration: its path in config.json, what it may
// be, what it does. Reading, writing, checking, --set and the controls' tooltips all come from
// here.

struct NumberRange {
    double min, max;
    bool min_excluded = false;
};

// Of a field that is text: at most so many bytes of UTF-8.
struct Text {
    std::size_t most;
};

inline constexpr std::array<std::string_view, 5> kActivationNames{"relu", "tanh", "gelu",
                                                                  "softplus", "identity"};
inline constexpr std::array<std::string_view, 3> kScaleNames{"one", "1/L", "1/sqrt(L)"};
inline constexpr std::array<std::string_view, 4> kInitNames{"kaiming", "normal", "orthogonal",
                                                            "tied"};
inline constexpr std::array<std::string_view, 2> kHeadNames{"far", "learned"};
inline constexpr std::array<std::string_view, 3> kLossNames{"cross_entropy", "hinge", "mse"};
inline constexpr std::array<std::string_view, 2> kCostNames{"energy", "norm"};
inline constexpr std::array<std::string_view, 3> kModeNames{"none", "weight", "uzawa"};
inline constexpr std::array<std::string_view, 3> kOptimizerNames{"adam", "sgd", "momentum"};

// Calls visit(path, value, constraint, help) for every field, in the order of config.json; `value`
// is int&, double&, std::uint64_t&, bool&, an enum& or std::string&, `constraint` a NumberRange
// (numbers), the names, or Text.
template<class ConfigT, class Visitor>
void for_each_field(ConfigT& c, Visitor&& visit) {
    constexpr NumberRange kSeed{0, 9007199254740991.0};  // what a JSON number holds exactly
    constexpr NumberRange kNone{0, 1};

    visit("dataset.kind", c.dataset.kind, std::span(kDatasetNames),
          "The set of points, with exactly its origin's formula. Naming another one brings its "
          "usual noise, spread, factor, shift and classes.");
    visit("dataset.points", c.dataset.points, NumberRange{4, 1000000},
          "Number of points, all classes together.");
    visit(
        "dataset.noise", c.dataset.noise, NumberRange{0, 100},
        "Noise as the set's origin has it: mostly the standard deviation of normal noise on every "
        "coordinate; of the Playground's sets its slider's value / 100.");
    visit(
        "dataset.spread", c.dataset.spread, NumberRange{0, 100},
        "Standard deviation within one Gaussian (blobs, gaussians), or along the arms (pinwheel).");
    visit("dataset.factor", c.dataset.factor, NumberRange{0, 1},
          "circles: radius of the inner circle; the outer one has radius 1.");
    visit("dataset.shift", c.dataset.shift, NumberRange{0, 100},
          "sines: how far apart the two curves are.");
    visit("dataset.classes", c.dataset.classes, NumberRange{2, 10},
          "How many classes, of the sets that leave it open.");
    visit(
        "dataset.file", c.dataset.file, Text{4096},
        "csv: the table with the points. Of a config.json its name begins at that file's folder.");
    visit("dataset.columns", c.dataset.columns, Text{1000},
          "csv: which columns are x, y and the label, by name or number, as in x,y,label; empty: "
          "those "
          "called so, or the three that there are.");
    visit("dataset.standardise", c.dataset.standardise, kNone,
          "csv: every coordinate to mean 0 and standard deviation 1.");
    visit("dataset.label_noise", c.dataset.label_noise, NumberRange{0, 1},
          "Part of the training labels that are replaced by another class; test labels stay true.");
    visit("dataset.test_fraction", c.dataset.test_fraction, NumberRange{0, 0.9},
          "Part of the points kept for testing.");
    visit("dataset.seed", c.dataset.seed, kSeed, "Seed of noise, order and split.");

    visit("network.layers", c.network.layers, NumberRange{1, 256},
          "Layers L: x_{k+1} = x_k + r_k(x_k), k = 0..L-1.");
    visit("network.hidden", c.network.hidden, NumberRange{1, 512},
          "Hidden units m of a layer: r(x) = h (V sigma(W x + b) + c), W is m x q.");
    visit("network.dimension", c.network.dimension, NumberRange{2, 16},
          "State dimension q; above 2 the points are padded with zeros.");
    visit("network.activation", c.network.activation, std::span(kActivationNames),
          "Activation sigma of a layer.");
    visit("network.scale", c.network.scale, std::span(kScaleNames),
          "Scale h of every displacement r_k.");
    visit("network.init.kind", c.network.init.kind, std::span(kInitNames),
          "Initial weights: kaiming N(0, 2/fan_in), normal N(0, std^2) with biases, orthogonal, or "
          "tied (one W for all layers, V = 0).");
    visit("network.init.std", c.network.init.std, NumberRange{0, 1000},
          "A factor for kaiming and orthogonal, the standard deviation for normal and tied.");
    visit("network.seed", c.network.seed, kSeed, "Seed of the initial weights.");
    visit("network.head.kind", c.network.head.kind, std::span(kHeadNames),
          "far: fixed logits (x_0 + x_1 + intercept, 0); learned: a linear map, trained.");
    visit("network.head.intercept", c.network.head.intercept, NumberRange{-1000, 1000},
          "How far away the fixed head stands: the line x_0 + x_1 = -intercept.");

    visit("objective.loss", c.objective.loss, std::span(kLossNames),
          "The task: cross-entropy, multi-class hinge with margin 1, or mean squared error.");
    visit("objective.cost", c.objective.cost, std::span(kCostNames),
          "The penalty: energy = sum_k E_k, E_k = mean |r_k|^2; norm = sum_k |R_k|_F (batch).");
    visit("objective.mode", c.objective.mode, std::span(kModeNames),
          "none: the loss alone; weight: loss + lambda * penalty; uzawa: nu grows by itself, "
          "lambda = 1/nu.");
    visit("objective.lambda", c.objective.lambda, NumberRange{0, 1e6},
          "Weight lambda of the least-action term: loss + lambda * penalty.");
    visit("objective.uzawa.nu", c.objective.uzawa.nu, NumberRange{0, 1e12, true},
          "Uzawa: first multiplier nu of the loss, nu = 1/lambda.");
    visit("objective.uzawa.tau", c.objective.uzawa.tau, NumberRange{0, 1e6},
          "Uzawa: nu += tau * loss.");
    visit("objective.uzawa.every", c.objective.uzawa.every, NumberRange{1, 1000000},
          "Uzawa: nu grows every so many steps.");

    visit("optimizer.kind", c.optimizer.kind, std::span(kOptimizerNames),
          "Optimiser of the weights, as in PyTorch.");
    visit("optimizer.learning_rate", c.optimizer.learning_rate, NumberRange{0, 1000},
          "Learning rate.");
    visit("optimizer.beta1", c.optimizer.beta1, NumberRange{0, 0.999999},
          "Adam: decay of the mean.");
    visit("optimizer.beta2", c.optimizer.beta2, NumberRange{0, 0.999999},
          "Adam: decay of the mean square.");
    visit("optimizer.momentum", c.optimizer.momentum, NumberRange{0, 0.999999}, "Momentum.");
    visit("optimizer.batch", c.optimizer.batch, NumberRange{1, 1000000},
          "Points per step; the last batch of an epoch may be smaller.");
    visit("optimizer.shuffle", c.optimizer.shuffle, kNone, "New order of the points every epoch.");
    visit("optimizer.seed", c.optimizer.seed, kSeed, "Seed of the order of the batches.");
    visit("optimizer.weight_decay", c.optimizer.weight_decay, NumberRange{0, 100},
          "L2 weight decay, added to the gradient.");

    visit("stop.steps", c.stop.steps, NumberRange{0, 1000000000},
          "The run stops after so many updates; 0: never.");
    visit("stop.accuracy", c.stop.accuracy, NumberRange{0, 1},
          "It stops at the end of an epoch where B's test accuracy is that high; 0: never.");
    visit("stop.loss", c.stop.loss, NumberRange{0, 1e6},
          "It stops at the end of an epoch where B's training loss is that low; 0: never.");
    visit(
        "stop.plateau", c.stop.plateau, NumberRange{0, 1000000},
        "It stops where B's loss + lambda * penalty has not fallen for so many epochs; 0: never.");
    visit("stop.plateau_change", c.stop.plateau_change, NumberRange{0, 0.5},
          "What counts as falling: below the least value so far by more than this part of it.");
}

}  // namespace la
