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

// The generator's points, plus normal noise of standard deviation config.noise, shuffled and split
// (test part rounded up, as scikit-learn does). Same config, same bytes.
Dataset make_dataset(const DatasetConfig& config);

}  // namespace la
