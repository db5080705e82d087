#pragma once

#include <string>
#include <string_view>

#include "core/stability/stability_state.h"

namespace la {

// What is carried along with a run for its stability, as a section of a session.
std::string stability_section(const StabilityState& state);

// Not yet checked. Throws Error.
StabilityState parse_stability(std::string_view section);

}  // namespace la
