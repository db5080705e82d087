#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace la {

// The points that a measure was taken from: `points` of the first `of` (the training points), drawn
// without replacement by Random(seed). Every result that need not use all points holds one.
struct Subsample {
    int points = 0;
    int of = 0;
    std::uint64_t seed = 1;
    bool operator==(const Subsample&) const = default;
};

// All points if there are no more than `points`.
Subsample subsample_of(int points, int of);

// Their indices, ascending. Equal subsamples give equal indices.
std::vector<int> indices(const Subsample& subsample);

// For the user: "all 480 training points", "128 of 480 training points, drawn with seed 1".
std::string name(const Subsample& subsample);

}  // namespace la
