#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/config.h"

namespace la {

// Reads the "cues" of a configuration, a JSON list:
//     [{"at": 0, "reset": true, "lambda": 0, "say": "..."},
//      {"at": 7, "seconds": 3, "lambda": 0.03, "ring": "lambda"},
//      {"at": 9, "when": {"value": "action_ratio", "at_least": 10}, "show": "action_ratio",
//       "say": "..."}]
// Only "at" is required. Throws UsageError with the path of the fault ("cues[1].lambda: 20 is out
// of range, 0 to 10").
std::vector<Cue> parse_cues(std::string_view json);

// The inverse: parse_cues(to_json(cues)) == cues.
std::string to_json(const std::vector<Cue>& cues);

}  // namespace la
