#pragma once

#include <charconv>
#include <cmath>
#include <string>
#include <type_traits>

namespace la {

// The shortest text that reads back as the same number, with a point in every locale: "0.05",
// "1e+12"; "nan" or "inf" if not finite. For JSON and code, where numbers are finite.
template<class Number>
std::string number_text(Number value) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

// The same for a message: without an exponent from 1e-4 to 1e9.
inline std::string readable_number_text(double value) {
    char text[32];
    const double size = std::abs(value);
    const bool fixed = size == 0 || (size >= 1e-4 && size < 1e9);
    return fixed ? std::string(
                       text,
                       std::to_chars(text, text + sizeof text, value, std::chars_format::fixed).ptr)
                 : number_text(value);
}

// The same for a cell of a CSV table: empty if not finite.
template<class Number>
std::string csv_cell(Number value) {
    if constexpr (std::is_floating_point_v<Number>) {
        if (!std::isfinite(value)) {
            return "";
        }
    }
    return number_text(value);
}

}  // namespace la
