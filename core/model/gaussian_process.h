#pragma once

#include <vector>

#include "core/base/random.h"

namespace la {

// A Gaussian process of mean 0 at the middles of `layers` equal cells of [0, 1], s = (k + 1/2) /
// layers, with covariance exp(-(s - s')^2 / (2 length^2)); 1e-8 on the diagonal keeps it definite.
class GaussianProcess {
  public:
    GaussianProcess(int layers, double length);

    std::vector<double> sample(Random& random) const;  // [layers]

  private:
    int layers_;
    std::vector<double> factor_;  // [layers][layers], Cholesky's: lower triangle
};

}  // namespace la
