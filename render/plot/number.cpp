#include "render/plot/number.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace la::plot {

std::string power_of_ten(int exponent) {
    constexpr const char* kDigits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string out = exponent < 0 ? "10⁻" : "10";
    for (const char digit : std::to_string(std::abs(exponent))) {
        out += kDigits[digit - '0'];
    }
    return out;
}

namespace {

std::string fixed(double value, int decimals, const char* suffix = "") {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f%s", decimals, value, suffix);
    return text;
}

// Two digits and a power of ten: "1.2×10⁻⁶".
std::string scientific(double value) {
    char text[64];
    std::snprintf(text, sizeof text, "%.1e", value);
    const std::string all = text;
    const std::size_t e = all.find('e');
    return all.substr(0, e) + "×" + power_of_ten(std::atoi(all.c_str() + e + 1));
}

// Without zeros at the end of the digits: "0.030" is "0.03", "1.0×10⁻⁶" is "10⁻⁶".
std::string without_zeros(const std::string& text) {
    const std::size_t end = std::min(text.find_first_not_of("-0123456789."), text.size());
    std::string digits = text.substr(0, end);
    std::string rest = text.substr(end);
    if (digits.find('.') != digits.npos) {
        digits.erase(digits.find_last_not_of('0') + 1);
        digits.erase(digits.find_last_not_of('.') + 1);
    }
    constexpr std::string_view kTimes = "×";
    if (digits == "1" && rest.starts_with(kTimes)) {
        return rest.substr(kTimes.size());
    }
    return digits + rest;
}

// Three digits, and at least none behind the point.
int decimals_for(double size) {
    return size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
}

}  // namespace

std::string grouped(std::int64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3 && digits[at - 4] != '-'; at -= 3) {
        digits.insert(at - 3, ",");
    }
    return digits;
}

std::string plain(double value) {
    return without_zeros(compact(value));
}

std::string compact(double value) {
    if (std::isnan(value)) {
        return "nan";
    }
    if (std::isinf(value)) {
        return value > 0 ? "inf" : "-inf";
    }
    const double size = std::abs(value);
    if (size == 0) {
        return "0";
    }
    if (size < 0.0009995) {
        return scientific(value);
    }
    if (size < 0.009995) {
        return fixed(value, 5);
    }
    if (size < 0.09995) {
        return fixed(value, 4);
    }
    if (size < 0.9995) {
        return fixed(value, 3);
    }
    if (size < 9999.5) {
        return fixed(value, decimals_for(size));
    }
    struct Unit {
        double size;
        const char* suffix;
    };
    for (const Unit unit : {Unit{1e3, "k"}, Unit{1e6, "M"}, Unit{1e9, "G"}}) {
        if (size < 999.5 * unit.size) {
            return fixed(value / unit.size, decimals_for(size / unit.size), unit.suffix);
        }
    }
    return scientific(value);
}

}  // namespace la::plot
