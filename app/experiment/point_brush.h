#pragma once

#include <vector>

#include <glm/vec2.hpp>

#include "core/base/random.h"
#include "core/data/edit_points.h"

namespace la {

// Index of the point nearest to a place, within this distance; -1: none.
int point_at(const Dataset& data, glm::vec2 place, float distance);

// New training points along the line from `from` to `to`: one at its end, and before that one every
// `spacing`. A brush of this radius scatters more of them evenly over its disc at each. World
// units.
std::vector<PointEdit> paint(const Dataset& data, Random& random, glm::vec2 from, glm::vec2 to,
                             float spacing, float radius, int label);

// All points within this distance of the line, from the last to the first; one training point
// always stays.
std::vector<PointEdit> erase(const Dataset& data, glm::vec2 from, glm::vec2 to, float distance);
std::vector<PointEdit> relabel(const Dataset& data, glm::vec2 from, glm::vec2 to, float distance,
                               int label);

}  // namespace la
