#pragma once

#include <string>

namespace la {

// What is said of a file while it is read: "reading net.pt, 3 s: Esc gives it up".
inline std::string reading_line(const std::string& name, float seconds) {
    const int whole = static_cast<int>(seconds);
    return "reading " + name + (whole > 0 ? ", " + std::to_string(whole) + " s" : "") +
           ": Esc gives it up";
}

}  // namespace la
