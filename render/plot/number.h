#pragma once
#include <string>

namespace la::plot {

// A number for reading, about three digits: "1503", "13.3", "0.030", "1.2e-6", "12.3k", "nan".
// ASCII only. Equal magnitudes have equal lengths, so values that change do not make text jump.
std::string compact(double value);

}  // namespace la::plot
