#pragma once
#include <cstdint>
#include <string>

namespace la::plot {

// A number for reading, with three digits: "1503", "13.3", "0.0300", "1.2×10⁻⁶", "12.3k", "nan".
// Equal magnitudes have equal lengths, so text does not jump when a value changes.
std::string compact(double value);

// The same for a number that somebody has chosen, without zeros at the end: "0.03", "10⁻⁶", "10k".
std::string plain(double value);

std::string power_of_ten(int exponent);    // "10⁻⁶"
std::string grouped(std::int64_t number);  // "12,000"

}  // namespace la::plot
