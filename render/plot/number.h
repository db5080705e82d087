#pragma once
#include <string>

namespace la::plot {

// A number for reading, with about three digits: "1503", "13.3", "0.030", "1.2e-6", "12.3k", "nan".
// ASCII only. Equal magnitudes have equal lengths, so text does not jump when a value changes.
std::string compact(double value);

}  // namespace la::plot
