#pragma once

#include <string>

namespace la {

struct SweepPlan;

// The file beside the table of a sweep: the configuration of every run, which --config takes, with
// what was swept over in "ran". Same plan, same bytes.
std::string sweep_json(const SweepPlan& plan);

}  // namespace la
