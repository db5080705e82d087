#pragma once

#include <string>
#include <string_view>

namespace la {

// Keys that do the same as the control of this name, as shown to users: "Space", "Ctrl+Y". Empty if
// there are none. From the table in app/keys/shortcuts.cpp.
std::string key_hint(std::string_view control);

}  // namespace la
