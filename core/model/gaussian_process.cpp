#include "core/model/gaussian_process.h"

#include <cassert>
#include <cmath>

#include <Eigen/Cholesky>

namespace la {

GaussianProcess::GaussianProcess(int layers, double length)
    : layers_(layers), factor_(static_cast<std::size_t>(layers) * layers) {
    Eigen::MatrixXd covariance(layers, layers);
    for (int i = 0; i < layers; ++i) {
        for (int j = 0; j < layers; ++j) {
            const double apart = static_cast<double>(i - j) / layers / length;
            covariance(i, j) = std::exp(-apart * apart / 2) + (i == j ? 1e-8 : 0);
        }
    }
    const Eigen::LLT<Eigen::MatrixXd> decomposed(covariance);
    assert(decomposed.info() == Eigen::Success);
    const Eigen::MatrixXd lower = decomposed.matrixL();
    for (int i = 0; i < layers; ++i) {
        for (int j = 0; j < layers; ++j) {
            factor_[static_cast<std::size_t>(i) * layers + j] = lower(i, j);
        }
    }
}

std::vector<double> GaussianProcess::sample(Random& random) const {
    std::vector<double> normal(layers_), out(layers_);
    for (double& value : normal) {
        value = random.normal();
    }
    for (int i = 0; i < layers_; ++i) {
        for (int j = 0; j <= i; ++j) {
            out[i] += factor_[static_cast<std::size_t>(i) * layers_ + j] * normal[j];
        }
    }
    return out;
}

}  // namespace la
