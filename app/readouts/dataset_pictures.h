#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <glm/vec2.hpp>

#include "core/data/dataset_kinds.h"

namespace la {

// Some points of a set, to be drawn small.
struct DatasetPicture {
    std::vector<glm::vec2> points;  // [0, 1]^2, y upwards
    std::vector<std::uint8_t> labels;
};

// Small pictures of all generators with their usual fields, each made by the generator itself when
// it is first asked for. Thread: the window's.
class DatasetPictures {
  public:
    const DatasetPicture& of(DatasetKind kind);

  private:
    std::array<DatasetPicture, kDatasetKinds.size()> made_;
};

// Points in their square, seen as a whole and centred: the longer side fills it.
DatasetPicture make_picture(const std::vector<glm::vec2>& points,
                            const std::vector<std::uint8_t>& labels, std::size_t most);

}  // namespace la
