#pragma once

#include <string>
#include <string_view>

#include "core/model/config.h"

namespace la {

// A setting as one line to be sent to somebody: the preset that it is nearest to, and what differs
// from it, "la1:far-circles; objective.lambda=0.1; network.seed=3". Points of a file and points
// drawn by hand are not in it: throws Error that says so. Demonstrations are left out.
std::string setting_text(const Config& config);

// The setting of such a line, or of the text of a config.json. Throws UsageError, one line that
// says what is wrong.
Config parse_setting(std::string_view text);

}  // namespace la
