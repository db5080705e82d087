#pragma once

#include <string>
#include <string_view>

#include "core/train/commands.h"

namespace la {

// A change of the training as a JSON object of one key, its name: {"lambda": {"member": 1,
// "lambda": 0.1}}, {"reset": {}}, {"optimizer": {...}}. The one place that knows how each is
// written.
std::string to_json(const Change& change);

// to_json of it gives the same change. Throws Error or UsageError.
Change parse_change(std::string_view json);

}  // namespace la
