#pragma once

#include <cstdint>
#include <vector>

#include "render/plot/series.h"

namespace la::plot {

// Finds the smallest and the largest sample between any two, without reading all: a tree of
// extremes, sixteen to one, that grows with the series. Series::version tells it when old samples
// changed; then it reads all again.
class Extremes {
  public:
    struct Pair {
        int low = -1, high = -1;  // indices; -1: no finite sample
    };

    void update(const Series& series);
    // Of the samples first..last-1 of the series of the last update.
    Pair find(const Series& series, int first, int last) const;

  private:
    std::uint64_t version_ = 0;
    int count_ = 0;
    std::vector<std::vector<Pair>> levels_;  // [level][i]: of the samples from i*16^(level+1) on
};

}  // namespace la::plot
