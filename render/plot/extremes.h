#pragma once

#include <cstdint>
#include <vector>

#include "render/plot/series.h"

namespace la::plot {

// Where a series is smallest and largest between any two of its samples, found without reading
// them all: a tree of extremes, sixteen to one, that grows with the series. It is read anew where
// Series::version says that old samples have changed.
class Extremes {
  public:
    struct Pair {
        int low = -1, high = -1;  // indices; -1: no finite sample
    };

    void update(const Series& series);
    // Among the samples first..last-1 of the series that it was updated with.
    Pair find(const Series& series, int first, int last) const;

  private:
    std::uint64_t version_ = 0;
    int count_ = 0;
    std::vector<std::vector<Pair>> levels_;  // [level][i]: samples i*16^(level+1) onwards
};

}  // namespace la::plot
