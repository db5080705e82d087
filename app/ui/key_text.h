#pragma once

#include <string>

namespace la {

// A key with its modifiers (render/gl/keys.h) as text: "Ctrl+Shift+Z", "Space", an arrow.
std::string key_text(int key, int modifiers);

}  // namespace la
