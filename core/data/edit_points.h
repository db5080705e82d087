#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <glm/vec2.hpp>

#include "core/data/dataset.h"

namespace la {

// One change of the points by hand. Of several edits, each index refers to the points that the
// earlier ones have left.
struct PointEdit {
    enum class Kind {
        Add,     // inserts at this index: 0..train for training, train..n for testing
        Remove,  // this one
        Set,     // changes position and class
    } kind = Kind::Add;
    int index = 0;
    glm::vec2 point{0};      // Add, Set
    std::uint8_t label = 0;  // Add, Set
    bool test = false;       // Add: for testing
    bool operator==(const PointEdit&) const = default;
};

// Applies the edits in order. `classes`: the number of classes afterwards; 0 keeps it, or raises it
// to the largest label, at most 10. Throws Error if an index does not exist, a coordinate is not
// finite, a label is beyond the classes, or no training point would be left.
Dataset edited(const Dataset& data, std::span<const PointEdit> edits, int classes = 0);

// The edits that undo these: edited(edited(d, e), inverse(d, e), d.classes) is d.
std::vector<PointEdit> inverse(const Dataset& data, std::span<const PointEdit> edits);

}  // namespace la
