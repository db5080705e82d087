#pragma once

#include <string>

#include "core/observe/observer.h"

namespace la {

// One line that says what is seen: "same accuracy, 113 times less action". It says so only of
// networks that solve the task, and of those that do not yet, that. Empty without an observation
// or where the numbers are none.
std::string live_sentence(const Observation* seen);

}  // namespace la
