#include "render/plot/number.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace la::plot {

namespace {

std::string fixed(double value, int decimals, const char* suffix = "") {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f%s", decimals, value, suffix);
    return text;
}

// Two digits and a bare exponent: "1.2e-6" instead of "1.2e-06".
std::string scientific(double value) {
    char text[64];
    std::snprintf(text, sizeof text, "%.1e", value);
    const std::string all = text;
    const std::size_t e = all.find('e');
    return all.substr(0, e + 1) + std::to_string(std::atoi(all.c_str() + e + 1));
}

// Three digits, and at least none behind the point.
int decimals_for(double size) {
    return size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
}

}  // namespace

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
    if (size < 0.00095) {
        return scientific(value);
    }
    if (size < 0.00995) {
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
