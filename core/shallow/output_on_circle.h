#pragma once

#include <memory>
#include <vector>

#include "core/shallow/shallow_snapshot.h"

namespace la {

inline constexpr int kCircleDirections = 360;

// f on the unit circle, at angles 2 pi j / kCircleDirections. It is f everywhere in the plane, for
// f(s x) = s f(x), s > 0. Null in other dimensions.
std::shared_ptr<const std::vector<double>> output_on_circle(const ShallowNodes& nodes,
                                                            int dimension);

}  // namespace la
