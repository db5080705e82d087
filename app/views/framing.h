#pragma once

#include <span>

#include <glm/vec2.hpp>

#include "core/observe/observer.h"

namespace la {

struct Box {
    glm::vec2 lo{-1}, hi{1};
};

// What the flow views show, A and B alike: all of B's way, and as much of A's as adds little to
// that, for A's reach far away. The box takes in all layers, so it rests while the depth plays.
Box frame_box(const Observation& seen);

// The same of the third coordinates, where they are observed.
struct Interval {
    float lo = -1, hi = 1;
};
Interval third_range(const Observation& seen);

// The box of the data with a margin; never flat.
Box data_box(const Dataset& data);

// Third coordinates beside the states, [layer][point], and the range that is shown of them.
struct Thirds {
    std::span<const float> values{};
    Interval shown{};
};

// How many particles at depth s stand outside the rectangle, or outside the range.
int count_outside(std::span<const glm::vec2> states, int points, float depth, const Box& view,
                  const Thirds& thirds = {});

}  // namespace la
