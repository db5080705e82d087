#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "core/base/step_log.h"
#include "core/model/weights.h"
#include "core/stability/covariant.h"

namespace la {

// Stability of the training of one network at one step. NaN: not measured, or not yet.
struct StabilityMeasures {
    static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    static constexpr double kPositive = 0.005;  // a windowed exponent above is called positive

    double loss = kNone;         // on all training points, in double precision
    double edge = kNone;         // e lambda_max (edge.h); NaN: too many points, or Adam at step 0
    double smallest = kNone;     // e lambda_min, good for its sign alone
    double edge_limit = kNone;   // stability_limit()
    double twin = kNone;         // distance of the twin; NaN: none
    std::vector<double> ftle{};  // [K] finite-time Lyapunov exponents per step, of the last window
    std::vector<double> mean{};  // [K] of all steps since the vectors began
    double sum = kNone;          // of `mean`
    int positive = 0;            // how many of `ftle` are above kPositive
};

struct StabilityRow {
    std::int64_t step = 0;
    std::vector<StabilityMeasures> members;
};

using StabilityRows = StepRows<StabilityRow>;

// What is carried along with one network, at one step.
struct StabilitySnapshot {
    int vectors = 0;                        // K; 0: nothing is measured, the notice says why
    std::string notice;                     // one line; empty: nothing to say
    std::int64_t since = 0;                 // step at which the vectors began
    std::int64_t ended = -1;                // step after which they were not finite; -1: they are
    std::int64_t twin_since = -1;           // -1: no twin
    std::shared_ptr<const Weights> twin{};  // null: no twin
    TangentPieces pieces{};                 // of the last StabilityConfig::covariant steps
};

}  // namespace la
