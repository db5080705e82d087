#pragma once

#include <chrono>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/model/weights.h"

namespace la {

// A test engine: a step takes a given time, sleeping or busy, and multiplies every weight by
// kFactor, so that a test can tell how many steps were taken.
class SlowEngine : public Engine {
  public:
    enum class Kind { Sleeping, Busy };

    SlowEngine(const EngineSetup& setup, std::chrono::milliseconds step, Kind kind)
        : step_(step),
          kind_(kind),
          weights_(setup.members * WeightLayout(setup.network, setup.data->classes).size),
          members_(setup.members) {}

    static EngineFactory factory(std::chrono::milliseconds step, Kind kind = Kind::Sleeping) {
        return [=](const EngineSetup& setup) {
            return std::make_unique<SlowEngine>(setup, step, kind);
        };
    }

    std::string name() const override { return "slow"; }
    std::string device() const override { return "cpu"; }
    void set_state(const EngineState& state) override {
        weights_ = state.weights;
        updates_ = state.updates;
    }
    EngineState state() const override { return {weights_, {}, {}, updates_}; }
    void weights(std::span<float> out) const override {
        std::copy_n(weights_.begin(), out.size(), out.begin());
    }
    void set_lambda(std::span<const double> lambda) override {
        lambda_.assign(lambda.begin(), lambda.end());
    }
    void set_optimizer(const OptimizerConfig&) override {}
    void step(std::span<const std::int32_t>) override {
        using Clock = std::chrono::steady_clock;
        if (kind_ == Kind::Sleeping) {
            std::this_thread::sleep_for(step_);
        } else {
            const auto end = Clock::now() + step_;
            while (Clock::now() < end) {}
        }
        for (float& weight : weights_) {
            weight *= kFactor;
        }
        ++updates_;
    }
    std::vector<double> loss(std::span<const std::int32_t>) override {
        return std::vector<double>(members_, 1.0);
    }

    static constexpr float kFactor = 0.999f;

  private:
    std::chrono::milliseconds step_;
    Kind kind_;
    std::vector<float> weights_;
    std::vector<double> lambda_;
    int members_;
    std::int64_t updates_ = 0;
};

}  // namespace la
