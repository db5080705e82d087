#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace la {

// Which points a measure was taken from: `points` of the first `of` (the training points), drawn
// without replacement by Random(seed). Part of every result that does not use them all.
struct Subsample {
    int points = 0;
    int of = 0;
    std::uint64_t seed = 1;
    bool operator==(const Subsample&) const = default;
};

// At most `points` of `of`.
Subsample subsample_of(int points, int of);

// Their indices, ascending. Same subsample, same indices: clouds drawn by one can be compared.
std::vector<int> indices(const Subsample& subsample);

// For a person: "all 480 training points", "128 of 480 training points, drawn with seed 1".
std::string name(const Subsample& subsample);

}  // namespace la
