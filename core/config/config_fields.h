#pragma once

#include "core/config/dataset_fields.h"
#include "core/config/field_ranges.h"
#include "core/config/names.h"
#include "core/config/shallow_fields.h"
#include "core/model/config.h"

namespace la {

// The single description of every field of a configuration: its path in config.json, its allowed
// values, its effect. Reading, writing, checking, --set and the controls' tooltips all come from
// here.

template<class Fields, class Visitor>
void visit_network(Fields& n, Visitor& visit) {
    visit("network.kind", n.kind, kNames<NetworkKind>,
          "residual: a flow of points, layer by layer; three_layer: V sigma(W x + b) + c, input, "
          "hidden and output layer without a skip connection, whose points do not move.");
    visit("network.layers", n.layers, NumberRange{1, 256},
          "Layers L: x_{k+1} = x_k + r_k(x_k), k = 0..L-1.");
    visit("network.hidden", n.hidden, NumberRange{1, 512},
          "Hidden units m of a layer: r(x) = h (V sigma(W x + b) + c), W is m x q.");
    visit("network.dimension", n.dimension, NumberRange{1, 16},
          "State dimension q, from 2; above 2 the points are padded with zeros. three_layer: 1 or "
          "2 inputs.");
    visit("network.activation", n.activation, kNames<Activation>,
          "Activation sigma of a layer; sigmoid: three_layer alone.");
    visit("network.scale", n.scale, kNames<ResidualScale>, "Scale h of every displacement r_k.");
    visit(
        "network.init.kind", n.init.kind, kNames<InitKind>,
        "Initial weights: kaiming N(0, 2/fan_in), normal N(0, std^2) with biases, orthogonal; with "
        "V = 0 and no biases: tied (one W for all layers), iid (another N(0, std^2) W in every "
        "layer), or gp (entries of W are Gaussian processes over the depth).");
    visit("network.init.std", n.init.std, NumberRange{0, 1000},
          "A factor for kaiming and orthogonal, the standard deviation for the others.");
    visit("network.init.length", n.init.length, NumberRange{0, 10, true},
          "gp: correlation length l over the depth, which is 1: the covariance of two layers is "
          "std^2 exp(-(s - s')^2 / 2 l^2), s = (k + 1/2) / L.");
    visit("network.seed", n.seed, kSeedRange, "Seed of the initial weights.");
    visit("network.head.kind", n.head.kind, kNames<HeadKind>,
          "far: fixed logits (x_0 + x_1 + intercept, 0); learned: a linear map, trained.");
    visit("network.head.intercept", n.head.intercept, NumberRange{-1000, 1000},
          "How far away the fixed head stands: the line x_0 + x_1 = -intercept.");
}

template<class Fields, class Visitor>
void visit_objective(Fields& o, Visitor& visit) {
    visit("objective.loss", o.loss, kNames<LossKind>,
          "The task: cross-entropy, multi-class hinge with margin 1, or mean squared error.");
    visit("objective.cost", o.cost, kNames<CostKind>,
          "The penalty: energy = sum_k E_k, E_k = mean |r_k|^2; norm = sum_k |R_k|_F (batch).");
    visit("objective.mode", o.mode, kNames<Mode>,
          "none: the loss alone; weight: loss + lambda * penalty; uzawa: nu grows by itself, "
          "lambda = 1/nu.");
    visit("objective.lambda", o.lambda, NumberRange{0, 1e6},
          "Weight lambda of the least-action term: loss + lambda * penalty.");
    visit("objective.uzawa.nu", o.uzawa.nu, NumberRange{0, 1e12, true},
          "Uzawa: first multiplier nu of the loss, nu = 1/lambda.");
    visit("objective.uzawa.tau", o.uzawa.tau, NumberRange{0, 1e6}, "Uzawa: nu += tau * loss.");
    visit("objective.uzawa.every", o.uzawa.every, NumberRange{1, 1000000},
          "Uzawa: nu grows every so many steps.");
}

template<class Fields, class Visitor>
void visit_optimizer(Fields& p, Visitor& visit) {
    visit("optimizer.kind", p.kind, kNames<OptimizerKind>,
          "Optimiser of the weights, as in PyTorch.");
    visit("optimizer.learning_rate", p.learning_rate, NumberRange{0, 1000}, "Learning rate.");
    visit("optimizer.beta1", p.beta1, NumberRange{0, 0.999999}, "Adam: decay of the mean.");
    visit("optimizer.beta2", p.beta2, NumberRange{0, 0.999999}, "Adam: decay of the mean square.");
    visit("optimizer.momentum", p.momentum, NumberRange{0, 0.999999}, "Momentum.");
    visit("optimizer.batch", p.batch, NumberRange{1, 1000000},
          "Points per step; the last batch of an epoch may be smaller.");
    visit("optimizer.shuffle", p.shuffle, kUnchecked, "New order of the points every epoch.");
    visit("optimizer.seed", p.seed, kSeedRange, "Seed of the order of the batches.");
    visit("optimizer.weight_decay", p.weight_decay, NumberRange{0, 100},
          "L2 weight decay, added to the gradient.");
    visit("optimizer.layer_rate", p.layer_rate, kNames<LayerRate>,
          "sgd, momentum: L makes the learning rate of W, b, V, c of every layer L times that of "
          "the head, as for gradient descent on a flow.");
}

template<class Fields, class Visitor>
void visit_stop(Fields& s, Visitor& visit) {
    visit("stop.steps", s.steps, NumberRange{0, 1000000000},
          "The run stops after so many updates; 0: never.");
    visit("stop.accuracy", s.accuracy, NumberRange{0, 1},
          "It stops at the end of an epoch where B's test accuracy is that high; 0: never.");
    visit("stop.loss", s.loss, NumberRange{0, 1e6},
          "It stops at the end of an epoch where B's training loss is that low; 0: never.");
    visit(
        "stop.plateau", s.plateau, NumberRange{0, 1000000},
        "It stops where B's loss + lambda * penalty has not fallen for so many epochs; 0: never.");
    visit("stop.plateau_change", s.plateau_change, NumberRange{0, 0.5},
          "What counts as falling: below the least value so far by more than this part of it.");
}

template<class Fields, class Visitor>
void visit_stability(Fields& s, Visitor& visit) {
    visit("stability.vectors", s.vectors, NumberRange{0, 16},
          "Tangent vectors carried along with the training: so many Lyapunov exponents, in "
          "ftle.csv; 0: none. The run stays as it is.");
    visit("stability.window", s.window, NumberRange{1, 100000},
          "Steps over which an exponent is averaged.");
    visit("stability.covariant", s.covariant, NumberRange{0, 20000},
          "Last steps of which covariant vectors are computed; 0: none.");
    visit("stability.twin", s.twin, NumberRange{0, 0.01},
          "Distance at which a twin of the run starts, 0 or from 1e-14; with engine double.");
}

// Calls visit(path, value, constraint, help) for every field, in the order of config.json; `value`
// is int&, double&, std::uint64_t&, bool&, an enum& or std::string&, `constraint` a NumberRange
// (numbers), the names (enumerations), or Text.
template<class ConfigT, class Visitor>
void for_each_field(ConfigT& config, Visitor&& visit) {
    visit_dataset(config.dataset, visit);
    visit_network(config.network, visit);
    visit_objective(config.objective, visit);
    visit_optimizer(config.optimizer, visit);
    visit_stop(config.stop, visit);
    visit("weights.measure", config.weights.measure, kUnchecked,
          "Log how smooth the weights are over depth, in smoothness.csv; the run stays as it is.");
    visit_shallow(config.shallow, visit);
    visit_stability(config.stability, visit);
}

}  // namespace la
