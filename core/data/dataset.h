#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <glm/vec2.hpp>

#include "core/model/config.h"

namespace la {

// Labelled points in the plane: the first `train` are for training, the rest for testing. Immutable
// once made, and shared between threads as shared_ptr<const Dataset>.
struct Dataset {
    std::vector<glm::vec2> points;     // [n], shuffled
    std::vector<std::uint8_t> labels;  // [n], 0..classes-1
    int train = 0;
    int classes = 2;
    std::vector<std::string> class_names{};  // from a file; empty: the classes have numbers
    std::vector<std::string> notes{};        // what was assumed of the file; not kept in sessions

    int size() const { return static_cast<int>(points.size()); }
};

// The name of a class: its number, or as its file spells it.
std::string class_name(const Dataset& data, int label);

// Makes the generator's points, or reads the file's (csv, drawn), shuffles and splits them; the
// test split is rounded up, as in scikit-learn. A file with a column "split" keeps its order and
// split. round(label_noise * train) training labels are replaced by another class, each equally
// likely; test labels stay true. Same config, same bytes. Points do not depend on label_noise, and
// a label replaced at a low noise is replaced at every higher one. Throws Error naming the file and
// line.
Dataset make_dataset(const DatasetConfig& config);

// Other points of the same distribution: `stream` seeds points, split and replaced labels, while
// config.seed still decides what the set has as a whole (the centres of blobs).
Dataset make_dataset(const DatasetConfig& config, std::uint64_t stream);

// `count` more points of the same distribution, all for training, with true labels. Empty if the
// points come from a file.
Dataset fresh_points(const DatasetConfig& config, int count, std::uint64_t stream);

}  // namespace la
