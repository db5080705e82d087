#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/step_log.h"
#include "core/model/config.h"
#include "core/shallow/mean_field.h"

namespace la {

// The nodes of one network at one step.
struct ShallowNodes {
    std::vector<double> a;  // [M]
    std::vector<double> w;  // [M][d]; the first component is w_par, along the normal of the line
};

// Points with labels -1 and 1. x_par is the first coordinate of every point.
struct ShallowPointSet {
    int dimension = 2;
    std::vector<double> x;            // [n][d]
    std::vector<std::int8_t> label;   // [n], as trained on
    std::vector<std::uint8_t> wrong;  // [n], 1: label noise has replaced the label
    int size() const { return static_cast<int>(label.size()); }
};

// Measures of one network at one step.
struct ShallowMeasures {
    double gamma = 0;         // ln(sum p_i p_i(0) / sum p_i(0)^2), p = a + w_par
    double phi = 0;           // part of the training points with alpha y f < h
    double phi_fresh = 0;     // the same of the fresh points, with true labels
    double hinge = 0;         // mean (h - alpha y f)_+
    double train_error = 0;   // part of the training points with y f <= 0, as labelled
    double fresh_error = 0;   // the same of the fresh points, with true labels
    double correlation = 0;   // of a and w_par, about 0
    double displacement = 0;  // mean (a - a_0)^2 + (w_par - w_par,0)^2
};

struct ShallowRow {
    std::int64_t step = 0;
    std::vector<ShallowMeasures> networks;
};

// What is kept of one step, for looking back.
struct ShallowKept {
    std::int64_t step = 0;
    struct Network {
        std::shared_ptr<const ShallowNodes> nodes;
        std::shared_ptr<const std::vector<std::uint8_t>> unsatisfied;  // [N]
        ShallowMeasures measures;
    };
    std::vector<Network> networks;
};

// One network of a shallow run at one step.
struct ShallowNetworkSnapshot : ShallowKept::Network {
    double alpha = 1;
    // First step after which a training point was satisfied; -1: not yet. [N]
    std::shared_ptr<const std::vector<std::int64_t>> satisfied_at;
    std::shared_ptr<const MeanField> theory;                 // null: there is none, see no_theory
    std::shared_ptr<const std::vector<double>> on_circle{};  // output_on_circle.h
};

// A shallow run at one step, as one immutable value; part of Snapshot.
struct ShallowSnapshot {
    std::uint64_t run = 0;  // grows with every new run
    std::int64_t step = 0;
    std::shared_ptr<const Config> config;  // of which `shallow` and `stop.steps` count
    bool diverged = false, stopped = false;
    std::string message;    // one line: why it diverged or stopped
    std::string no_theory;  // why; empty: there is one
    std::shared_ptr<const ShallowPointSet> train, fresh;
    std::shared_ptr<const ShallowNodes> start;     // of all networks
    std::vector<ShallowNetworkSnapshot> networks;  // alpha, alpha_2, alpha_3 where above 0
    std::shared_ptr<const StepRows<ShallowRow>> rows;
    std::shared_ptr<const StepRows<ShallowKept>> kept;  // never ahead of `step`

    double time() const { return time_of(step); }
    double time_of(std::int64_t at) const { return static_cast<double>(at) * config->shallow.rate; }
};

}  // namespace la
