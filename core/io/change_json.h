#pragma once

#include <string>
#include <string_view>

#include "core/train/commands.h"

namespace la {

// A change of the training as a JSON object with one key, its name: {"lambda": {"member": 1,
// "lambda": 0.1}}, {"reset": {}}, {"optimizer": {...}}. Written into sessions.
std::string to_json(const Change& change);

// The inverse of to_json. Throws Error, UsageError.
Change parse_change(std::string_view json);

}  // namespace la
