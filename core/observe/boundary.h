#pragma once

#include <vector>

#include <glm/vec2.hpp>

#include "core/observe/observation.h"

namespace la {

// Where the decision of the whole network changes over the request's rectangle, as pieces of line:
// [2 n], ends of one piece after the other. The grid is that of the request, coarser where it is
// fine. `flow` decides at layer 0. Of a network with one output: where it is `middle`.
std::vector<glm::vec2> decision_boundary(const Flow& flow, const FieldRequest& request,
                                         float middle = 0);

}  // namespace la
