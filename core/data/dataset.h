#pragma once

#include <cstdint>
#include <string>
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
    std::vector<std::string> class_names{};  // of a file; empty: the classes have numbers

    int size() const { return static_cast<int>(points.size()); }
};

// What a class is called: "2", or as its file has it.
std::string class_name(const Dataset& data, int label);

// The generator's points, shuffled and split (test part rounded up, as scikit-learn does). Of the
// training labels round(label_noise * train) are replaced by another class, each other one as
// likely; the test labels stay as they are. Same config, same bytes; the points do not depend on
// label_noise, and what little noise replaces more noise replaces, too.
// Of a file (csv, drawn) its points, shuffled and split likewise; with a column "split" in the
// order and the split of the file. Throws Error that names the file and the line.
Dataset make_dataset(const DatasetConfig& config);

// The same with other points of the same distribution: what the seed of the configuration chose for
// the set as a whole (the places of blobs) stays, points, split and replaced labels are `stream`'s.
Dataset make_dataset(const DatasetConfig& config, std::uint64_t stream);

// So many more points of that distribution, all for training, with no label replaced; of a file
// none.
Dataset fresh_points(const DatasetConfig& config, int count, std::uint64_t stream);

}  // namespace la
