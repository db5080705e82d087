#pragma once

#include <span>

namespace la {

// Exact optimal transport between two clouds of equally many points, each [n][q]:
//     W2^2 = min over permutations p of mean_i |x_i - y_p(i)|^2
// by the network simplex method. Time grows a little faster than n^2: 2 ms for 128 points, 30 ms
// for 512. Zero if n is 0; points must be finite.
double wasserstein2_squared(std::span<const float> x, std::span<const float> y, int dimension);

}  // namespace la
