#pragma once

#include <string>
#include <string_view>

#include "app/state/ui_state.h"

namespace la {

// The state of the views (UiState) as a JSON object, without what lasts only as long as the window.
std::string view_json(const UiState& ui);

// Reads view_json's text. A value that is missing, unknown or out of range leaves its field
// unchanged. Never throws.
void read_view(std::string_view json, UiState& ui);

}  // namespace la
