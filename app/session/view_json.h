#pragma once

#include <string>
#include <string_view>

#include "app/state/ui_state.h"

namespace la {

// How things are looked at, as a JSON object; what lasts only as long as the window is not in it.
std::string view_json(const UiState& ui);

// Whatever is missing, unknown or out of range stays as it is. Never throws.
void read_view(std::string_view json, UiState& ui);

}  // namespace la
