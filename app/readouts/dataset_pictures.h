#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <glm/vec2.hpp>

#include "core/data/dataset.h"
#include "core/data/dataset_kinds.h"

namespace la {

// Some points of a data set, for a small picture.
struct DatasetPicture {
    std::vector<glm::vec2> points;  // [0, 1]^2, y upwards
    std::vector<std::uint8_t> labels;
    bool shades = false;  // the labels are those of values
};

// Small pictures of all generators with their default fields. Each is generated on its first use.
// Window thread only.
class DatasetPictures {
  public:
    const DatasetPicture& of(DatasetKind kind);

  private:
    std::array<DatasetPicture, kDatasetKinds.size()> made_;
};

// Scales the points to the unit square, centred, aspect kept; keeps at most `max_points` of them.
// Values of one input are shown over it.
DatasetPicture make_picture(const Dataset& data, std::size_t max_points);

}  // namespace la
