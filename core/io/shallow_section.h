#pragma once

#include <string>
#include <string_view>

#include "core/shallow/shallow_state.h"

namespace la {

// A shallow run as two sections of a session: settings as JSON, the rest as numbers.
std::string shallow_settings(const ShallowState& state);
std::string shallow_numbers(const ShallowState& state);

// The state that both come from, not yet checked. Throws Error; settings are valid JSON.
ShallowState parse_shallow(std::string_view settings, std::string_view numbers);

}  // namespace la
