#pragma once

#include <string>

#include "core/observe/observer.h"

namespace la {

// One line that sums up what is displayed: "same accuracy, 113 times less action". Compares actions
// only if both networks solve the task; otherwise says which does not solve it yet. Empty without
// an observation or without finite numbers.
std::string live_sentence(const Observation* seen);

}  // namespace la
