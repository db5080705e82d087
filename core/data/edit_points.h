#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <glm/vec2.hpp>

#include "core/data/dataset.h"

namespace la {

// One change of a set of points by hand. Indices are those at the moment of the edit: of several
// edits each sees what those before it have left.
struct PointEdit {
    enum class Kind {
        Add,  // at this index, which then is its own: up to `train` for training (test: from there)
        Remove,  // this one
        Set,     // moves it and gives it another class
    } kind = Kind::Add;
    int index = 0;
    glm::vec2 point{0};      // Add, Set
    std::uint8_t label = 0;  // Add, Set
    bool test = false;       // Add: one of the points for testing
    bool operator==(const PointEdit&) const = default;
};

// The edits in order. `classes`: how many there are then; 0: as before, or more if a label asks for
// them, at most 10. Throws Error where an index is not there, a coordinate is not finite, a label
// is beyond the classes, or no point would be left for training.
Dataset edited(const Dataset& data, std::span<const PointEdit> edits, int classes = 0);

// What takes these edits back: edited(edited(d, e), inverse(d, e), d.classes) is d.
std::vector<PointEdit> inverse(const Dataset& data, std::span<const PointEdit> edits);

}  // namespace la
