#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <glm/vec2.hpp>

#include "core/model/config.h"

namespace la {

// Points in the plane with a class or a number each: the first `train` are for training, the rest
// for testing. Immutable once made, and shared between threads as shared_ptr<const Dataset>.
struct Dataset {
    std::vector<glm::vec2> points;     // [n], shuffled
    std::vector<std::uint8_t> labels;  // [n], 0..classes-1; 0 where the points have values
    int train = 0;
    int classes = 2;                     // outputs of a network: 1 where the points have values
    std::vector<float> values{};         // [n], what is to be learned (regression); empty: classes
    bool one_input = false;              // values of x alone: all second coordinates are 0
    std::vector<std::uint8_t> shades{};  // [n], which of kShades parts of value_range() a value is
    std::vector<std::string> class_names{};  // from a file; empty: the classes have numbers
    std::vector<std::string> notes{};        // what was assumed of the file; not kept in sessions

    int size() const { return static_cast<int>(points.size()); }
    bool has_values() const { return !values.empty(); }
    // [n], what a point is drawn as: its class, or the shade of its value.
    const std::vector<std::uint8_t>& marks() const { return has_values() ? shades : labels; }
};

// Takes numbers for classes: one number a point is to be learned. [n]
void set_values(Dataset& data, std::vector<float> values);

// The least and the largest value, of all points; some width where all are the same.
struct ValueRange {
    double least = 0, most = 1;
};
ValueRange value_range(const Dataset& data);
inline constexpr int kShades = 10;
std::uint8_t shade_of(const ValueRange& range, float value);  // values beyond have the last ones

// The name of a class: its number, or as its file spells it.
std::string class_name(const Dataset& data, int label);

// Makes the generator's points, or reads the file's (csv, drawn), shuffles and splits them; the
// test split is rounded up, as in scikit-learn. A file with a column "split" keeps its order and
// split. round(label_noise * train) training labels are replaced by another class, each equally
// likely; test labels stay true. Same config, same bytes. Points do not depend on label_noise, and
// a label replaced at a low noise is replaced at every higher one. With dataset.task values a set
// of two classes has the values -1 and 1, a file's are in its last column. Throws Error naming the
// file and line.
Dataset make_dataset(const DatasetConfig& config);

// Other points of the same distribution: `stream` seeds points, split and replaced labels, while
// config.seed still decides what the set has as a whole (the centres of blobs).
Dataset make_dataset(const DatasetConfig& config, std::uint64_t stream);

// `count` more points of the same distribution, all for training, with true labels. Empty if the
// points come from a file.
Dataset fresh_points(const DatasetConfig& config, int count, std::uint64_t stream);

}  // namespace la
