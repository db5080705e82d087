#pragma once

#include <string>
#include <string_view>

namespace la {

// The keys that do what the control of this name does, as shown to people: "Space", "Ctrl+Y";
// empty where there are none. From the table in app/panels/shortcuts.cpp.
std::string key_hint(std::string_view control);

}  // namespace la
