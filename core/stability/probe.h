#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/engine/exact/hessian.h"
#include "core/stability/covariant.h"
#include "core/stability/edge.h"
#include "core/stability/spectrum.h"
#include "core/stability/stability_rows.h"
#include "core/stability/stability_state.h"
#include "core/stability/tangents.h"
#include "core/stability/twin.h"

namespace la {

// True if anything is asked for. Fewer than one vector is one then.
bool wants_stability(const StabilityConfig& stability);

// What of it is measured for a network of so many parameters.
struct StabilityPlan {
    int vectors = 0;             // 0: refused
    std::int64_t covariant = 0;  // last steps kept for covariant vectors
    std::string notice;          // why it is less than was asked for; one line
};
StabilityPlan plan_for(const StabilityConfig& stability, OptimizerKind kind,
                       std::size_t parameters);

// Carries along with one network of a run what tells the stability of its training: tangent
// vectors of the run's own steps, their factors, a twin. It only reads the run. Not thread-safe.
// Throws Error as ExactObjective.
class StabilityProbe {
  public:
    static constexpr int kMaxPoints = 4000;  // training points for loss and edge

    StabilityProbe(const MemberConfig& member, const std::shared_ptr<const Dataset>& data,
                   const StabilityConfig& stability);

    // True if it is made for this network, optimiser's kind, batch and data. Rates may change.
    bool fits(const MemberConfig& member, const std::shared_ptr<const Dataset>& data) const;

    // The step that the run takes from `before`. `exact`: in double precision, so that a twin can
    // be told from rounding; another run has none.
    struct Step {
        std::int64_t step;  // of `before`
        const OptimizerConfig& optimizer;
        double lambda;
        const TrainingPoint& before;
        std::span<const std::int32_t> batch;
        bool exact;
    };
    void step(const Step& step);

    void restart_twin() { twin_.reset(); }  // at the next step

    // What it carries, and to go on from that; `state` has passed its check.
    ProbeState state() const;
    void restore(const ProbeState& state);

    StabilityMeasures measure(const OptimizerConfig& optimizer, double lambda,
                              const TrainingPoint& now);
    std::shared_ptr<const StabilitySnapshot> snapshot() const;

  private:
    void begin(const Step& step);
    void map(const Step& step);
    void step_twin(const Step& step);

    MemberConfig member_;
    std::shared_ptr<const Dataset> data_;
    StabilityConfig stability_;
    ExactObjective objective_;
    WeightLayout layout_;
    StabilityPlan plan_;
    std::vector<std::int32_t> points_;  // all training points; empty: too many
    Spectrum spectrum_;
    TangentHistory history_;
    Edge edge_;
    std::vector<double> frame_, units_;  // [K][B P], [B P]; empty before the first step
    std::vector<double> directions_, r_;
    ExactGradient found_;
    std::optional<Twin> twin_;
    std::int64_t since_ = 0, ended_ = -1, twin_since_ = -1;
};

}  // namespace la
