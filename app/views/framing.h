#pragma once

#include <span>

#include <glm/vec2.hpp>

#include "app/state/view_kind.h"
#include "core/observe/observer.h"

namespace la {

struct Box {
    glm::vec2 lo{-1}, hi{1};
};

// Box that the flow views of A and B share: the states of all layers without outliers, so it does
// not move while the depth plays. Of B's frame A's states are a part only as far as they enlarge it
// a little, since A may move far away. Lattices, grids and vectors never count.
Box frame_box(const Observation& seen, FrameOf whose = FrameOf::B);

// Range of the third coordinates by the same rule; they must have been observed.
struct Interval {
    float lo = -1, hi = 1;
};
Interval third_range(const Observation& seen, FrameOf whose = FrameOf::B);

// Bounding box of the data with a margin. Both sides are positive.
Box data_box(const Dataset& data);

// Third coordinates of the states, [layer][point], and the range the view shows.
struct Thirds {
    std::span<const float> values{};
    Interval shown{};
};

// Number of particles outside the rectangle or the range at depth s. `states`: [layer][point].
int count_outside(std::span<const glm::vec2> states, int points, float depth, const Box& view,
                  const Thirds& thirds = {});

}  // namespace la
