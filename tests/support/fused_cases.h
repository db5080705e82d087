#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/engine/engine.h"

namespace la {

// What a gradient depends on, as one level per option; see fused_cases.cpp for what the levels are.
inline constexpr std::array<int, 12> kLevels{5, 3, 3, 2, 2, 4, 6, 5, 3, 4, 3, 6};
using Options = std::array<int, kLevels.size()>;

struct Problem {
    EngineSetup setup;
    std::vector<float> weights;  // [members][size]
    std::vector<double> lambda;  // [members]
    std::vector<std::int32_t> batch;
};

// Options such that every two levels of every two options occur together somewhere.
std::vector<Options> pairwise_options();
Options random_options(Random& random);

Problem make_problem(const Options& options);
std::string describe(const Problem& problem);

// The instruction sets that this machine can run the fused engine with.
std::vector<const char*> instruction_sets();

}  // namespace la
