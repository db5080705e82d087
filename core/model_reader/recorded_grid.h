#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <glm/vec2.hpp>

namespace la {

// Values at the nodes of a square grid, for several stages: row by row, the first node at the lower
// corner of its box, the last at the upper.
class RecordedGrid {
  public:
    // values [stages][side * side][width]; box: lower corner, upper corner. Throws Error if these
    // are no square grid of at least 2 x 2 nodes over a box with both sides positive.
    RecordedGrid(std::vector<float> values, std::size_t stages, std::size_t width,
                 std::span<const float> box);

    // Writes the value [width] at a place: bilinear between four nodes, exact at a node. Leaves
    // `out` as it is outside the box.
    void value(std::size_t stage, glm::vec2 place, std::span<float> out) const;

  private:
    std::vector<float> values_;
    std::size_t width_, side_;
    glm::vec2 lo_, spacing_;
};

}  // namespace la
