#pragma once

#include <charconv>
#include <cmath>
#include <string>

namespace la {

// One cell: the shortest text that reads back as the same number, with a point whatever the
// language; empty where the number is not finite.
template<class Number>
std::string csv_cell(Number value) {
    if constexpr (std::is_floating_point_v<Number>) {
        if (!std::isfinite(value)) {
            return "";
        }
    }
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

}  // namespace la
