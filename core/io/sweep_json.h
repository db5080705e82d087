#pragma once

#include <string>

namespace la {

struct SweepPlan;

// What a table of a sweep came from, to be kept beside it: the configuration of every run, which
// --config takes, and in its "ran" what was swept over. The same plan, the same bytes.
std::string sweep_json(const SweepPlan& plan);

}  // namespace la
