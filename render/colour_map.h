#pragma once

#include <glm/vec4.hpp>

namespace la {

// Colour of a value in [0, 1], from black over purple and orange to a pale yellow (after
// matplotlib's "magma"). Equal steps of the value are equal steps of lightness, so it can be read
// without colour. Values outside get the colour of the nearest end, NaN that of 0.
glm::vec4 colour_map(double unit);

}  // namespace la
