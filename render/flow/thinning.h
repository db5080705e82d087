#pragma once
#include <algorithm>
#include <cmath>
#include <numeric>

namespace la {

// A step through the points that visits each once, with the first n visits spread evenly for every
// n: the golden section of their number, made coprime to it. Visit i is (i * step) % points.
inline int golden_step(int points) {
    int step = std::max(1, static_cast<int>(std::lround(points * 0.6180339887)));
    while (std::gcd(step, points) != 1) {
        ++step;
    }
    return step;
}

// Number of points with arrows; the same points in every layer that draws arrows.
inline constexpr int kArrows = 28;

inline int arrow_count(int points) {
    return std::min(points, kArrows);
}

inline int arrow_point(int arrow, int points) {
    return static_cast<int>(static_cast<long long>(arrow) * golden_step(points) % points);
}

}  // namespace la
