#pragma once

#include <string>
#include <string_view>

#include "core/model/condition.h"

namespace la {

// Reads a condition of a lesson or a cue, a JSON object:
//     {"value": "accuracy", "at_least": 0.95, "seconds": 1}      {"value": "view", "is": "input"}
// Throws UsageError with the path of the fault, which begins with `path`.
Condition parse_condition(std::string_view json, const std::string& path);

// The inverse.
std::string to_json(const Condition& condition);

}  // namespace la
