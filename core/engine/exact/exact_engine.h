#pragma once

#include <vector>

#include "core/engine/engine.h"
#include "core/engine/exact/hessian.h"

namespace la {

// The engine in plain double precision, on one thread of the CPU: for what needs more digits than
// the fused engine's, or the same bytes on every instruction set. Its state() has weights and
// moments both in double precision, from which it goes on with the same bytes, and rounded, from
// which the other engines do.
class ExactEngine : public Engine {
  public:
    explicit ExactEngine(const EngineSetup& setup);

    std::string name() const override { return "double"; }
    std::string device() const override;
    void set_state(const EngineState& state) override;
    EngineState state() const override;
    void weights(std::span<float> out) const override;
    void set_lambda(std::span<const double> lambda) override;
    void set_optimizer(const OptimizerConfig& optimizer) override;
    void step(std::span<const std::int32_t> batch) override;
    std::vector<double> loss(std::span<const std::int32_t> batch) override;

  private:
    NetworkConfig network_;
    OptimizerConfig optimizer_;
    ExactObjective objective_;
    std::size_t head_;             // where a member's head begins
    std::vector<double> lambda_;   // [M]
    std::vector<double> weights_;  // [M][size]
    std::vector<double> moment1_, moment2_;
    std::int64_t updates_ = 0;
    ExactGradient found_;
};

}  // namespace la
