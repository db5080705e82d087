#pragma once

#include <cstdint>
#include <vector>

#include <glm/vec2.hpp>

#include "core/model/config.h"

namespace la {

// Labelled points in the plane, split: the first `train` points are for training, the rest for
// testing. An immutable value once made; share it by shared_ptr<const Dataset>.
struct Dataset {
    std::vector<glm::vec2> points;     // [n], shuffled
    std::vector<std::uint8_t> labels;  // [n], 0..classes-1
    int train = 0;
    int classes = 2;

    int size() const { return static_cast<int>(points.size()); }
};

// The generator's points, shuffled and split (test part rounded up, as scikit-learn does). Of the
// training labels round(label_noise * train) are replaced by another class, each other one as
// likely; the test labels stay as they are. Same config, same bytes; the points do not depend on
// label_noise, and what little noise replaces more noise replaces, too.
Dataset make_dataset(const DatasetConfig& config);

// The same with other points of the same distribution: what the seed of the configuration chose for
// the set as a whole (the places of blobs) stays, points, split and replaced labels are `stream`'s.
Dataset make_dataset(const DatasetConfig& config, std::uint64_t stream);

// So many more points of that distribution, all for training, with no label replaced.
Dataset fresh_points(const DatasetConfig& config, int count, std::uint64_t stream);

}  // namespace la
