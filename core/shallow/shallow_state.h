#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/shallow/shallow_snapshot.h"

namespace la {

// A whole ShallowTraining at one step, as a value: one made from it goes on as the original would,
// bit for bit. Points and start are made again from the configuration.
struct ShallowState {
    Config config;
    std::int64_t step = 0;
    struct Network {
        ShallowNodes nodes;
        std::vector<std::int64_t> satisfied_at;  // [N]
    };
    std::vector<Network> networks;
    Random::State order{};            // of the batches
    std::vector<std::int32_t> epoch;  // the order of the points of this epoch
    std::shared_ptr<const StepRows<ShallowRow>> rows;
    std::int64_t rows_spacing = 1;
    bool diverged = false;
    std::string message;
};

// alpha, alpha_2, alpha_3 where above 0: one network each.
std::vector<double> alphas_of(const ShallowConfig& config);

// Throws Error naming the first inconsistency; those with the points, which are not made for it,
// are found by ShallowTraining.
void check(const ShallowState& state);

}  // namespace la
