#pragma once

#include <glm/vec4.hpp>

namespace la {

// Colour of a value in [0, 1], from black over purple and orange to a pale yellow: equal steps of
// the value are equal steps of lightness, so it can be read without colour too (after matplotlib's
// "magma"). What is outside gets the colour of its end, what is not a number the lowest.
glm::vec4 colour_map(double unit);

}  // namespace la
