#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/model/cue.h"
#include "core/model/dataset_config.h"
#include "core/model/network_config.h"
#include "core/model/shallow_config.h"

namespace la {

// The configuration of a run: one member per field of config.json, with its default. Ranges and
// explanations are in core/config/config_fields.h.

enum class LossKind { CrossEntropy, Hinge, Mse };
enum class CostKind { Energy, Norm };
enum class Mode { None, Weight, Uzawa };
enum class OptimizerKind { Adam, Sgd, Momentum };
enum class LayerRate { One, L };

// Uzawa: minimise penalty + nu*loss and, every `every` steps, nu += tau*loss. lambda = 1/nu.
struct UzawaConfig {
    double nu = 0.1;
    double tau = 0.1;
    int every = 5;
    bool operator==(const UzawaConfig&) const = default;
};

// loss + lambda * penalty; penalty = sum_k E_k ("energy") or sum_k |R_k|_F over the batch ("norm").
struct ObjectiveConfig {
    LossKind loss = LossKind::CrossEntropy;
    CostKind cost = CostKind::Energy;
    Mode mode = Mode::Weight;
    double lambda = 0.01;
    UzawaConfig uzawa;
    bool operator==(const ObjectiveConfig&) const = default;
};

struct OptimizerConfig {
    OptimizerKind kind = OptimizerKind::Adam;
    double learning_rate = 0.01;
    double beta1 = 0.9;
    double beta2 = 0.99;
    double momentum = 0.9;
    int batch = 10;
    bool shuffle = true;
    std::uint64_t seed = 1;
    double weight_decay = 0;
    LayerRate layer_rate = LayerRate::One;  // L: layers learn L times as fast as the head
    bool operator==(const OptimizerConfig&) const = default;
};

// When a run stops by itself; 0: never. See core/train/stop_rule.h.
struct StopConfig {
    int steps = 0;
    double accuracy = 0;
    double loss = 0;
    int plateau = 0;  // epochs
    double plateau_change = 0.001;
    bool operator==(const StopConfig&) const = default;
};

// Measures that are logged beside the metrics of a run and change nothing of it.
struct WeightsMeasuresConfig {
    bool measure = false;  // smoothness over depth: core/train/weights_log.h
    bool operator==(const WeightsMeasuresConfig&) const = default;
};

// The stability of the training of every member: exponents of its tangent vectors.
struct StabilityConfig {
    int vectors = 0;    // K, tangent vectors carried along; 0: not measured
    int window = 50;    // steps of a windowed exponent
    int covariant = 0;  // last steps whose covariant vectors are computed; 0: none
    double twin = 0;    // distance at which a twin of the run starts; 0: none
    bool operator==(const StabilityConfig&) const = default;
};

struct Config {
    DatasetConfig dataset;
    NetworkConfig network;
    ObjectiveConfig objective;
    OptimizerConfig optimizer;
    StopConfig stop;
    WeightsMeasuresConfig weights;
    StabilityConfig stability;
    ShallowConfig shallow;
    std::optional<LaboratoryKind> laboratory;  // that a preset opens; none: the one that is open
    std::optional<Explorer> explorer;          // the same of the tabs of the stability laboratory
    // Fields that differ in A: path -> value as JSON text. Empty: one network, no A.
    std::map<std::string, std::string> compare;
    std::vector<Cue> cues;  // in the order of their times
    bool operator==(const Config&) const = default;
};

// The configuration of one network, A or B. They share dataset and batches.
struct MemberConfig {
    NetworkConfig network;
    ObjectiveConfig objective;
    OptimizerConfig optimizer;
    bool operator==(const MemberConfig&) const = default;
};

// The scale h of r_k: 1, 1/L or 1/sqrt(L).
double residual_scale(const NetworkConfig& network);

// How many times as fast as the head layers learn: L with layer_rate L, else 1. Adam feels no
// factor of the gradient.
double layer_rate(const NetworkConfig& network, const OptimizerConfig& optimizer);

// The weight of the penalty in this mode: 0, lambda or 1/nu.
double effective_lambda(const ObjectiveConfig& objective);

}  // namespace la
