#pragma once

#include <algorithm>
#include <cmath>
#include <memory>

#include "tests/support/slow_engine.h"

namespace la {

// An engine whose weights are not numbers after the first step.
class DivergingEngine : public SlowEngine {
  public:
    explicit DivergingEngine(const EngineSetup& setup)
        : SlowEngine(setup, std::chrono::milliseconds(0), Kind::Sleeping) {}
    void weights(std::span<float> out) const override {
        std::fill(out.begin(), out.end(), std::nanf(""));
    }
    static EngineFactory factory() {
        return [](const EngineSetup& setup) { return std::make_unique<DivergingEngine>(setup); };
    }
};

}  // namespace la
