#pragma once

#include <string>

#include "core/observe/observer.h"

namespace la {

// One line that sums up what is displayed: "same accuracy, 113 times less action". Compares actions
// only if both networks solve the task; otherwise says which does not solve it yet. Empty without
// an observation or without finite numbers.
std::string live_sentence(const Observation* seen);
// The same of these measures of A and B; `s` may be null, and a single network is B.
std::string live_sentence(const Snapshot* s, std::size_t members, const Metrics& a,
                          const Metrics& b);

}  // namespace la
