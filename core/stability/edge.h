#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "core/engine/exact/hessian.h"
#include "core/stability/tangents.h"

namespace la {

// out = A v of a symmetric A, [N].
using Multiply = std::function<void(std::span<const double> v, std::span<double> out)>;

struct Extremes {
    double largest = 0, smallest = 0;  // eigenvalues; the smallest is good for its sign alone
};

// Lanczos with full re-orthogonalisation from `start` [N], not 0, which becomes the approximate
// eigenvector of the largest eigenvalue. `products` at most.
Extremes extreme_eigenvalues(const Multiply& multiply, std::span<double> start, int products);

// All eigenvalues in ascending order, by N products.
std::vector<double> all_eigenvalues(const Multiply& multiply, std::size_t size);

// e lambda_max from which on a quadratic diverges: 2 for sgd, 2 (1 + mu) with momentum,
// 2 (1 + b1)/(1 - b1) with Adam at fixed v (Cohen and others, arXiv 2103.00065, 2207.14484).
double stability_limit(const OptimizerConfig& optimizer);

// [P] D^1/2 of D = e for sgd and momentum, e/(sqrt(v/c2) + eps) for Adam: eigenvalues of
// D^1/2 H D^1/2 are what stability_limit() limits. Empty with Adam before its first step.
std::vector<double> edge_scales(const OptimizerConfig& optimizer, std::span<const double> rates,
                                const TrainingPoint& now);

// The Hessian, scaled so, of loss + lambda penalty + weight decay at `now` on a batch. The
// arguments are kept by reference.
Multiply scaled_hessian(ExactObjective& objective, const TrainingPoint& now, double lambda,
                        double weight_decay, std::span<const std::int32_t> batch,
                        std::span<const double> scales);

// e lambda_max along a run: every search starts at the last eigenvector. Not thread-safe.
class Edge {
  public:
    static constexpr int kProducts = 12;

    Edge(std::size_t size, std::uint64_t seed);
    Extremes at(const Multiply& hessian);

    // Where the next search starts, [P].
    const std::vector<double>& start() const { return vector_; }
    void set_start(std::vector<double> start) { vector_ = std::move(start); }

  private:
    std::vector<double> vector_;
    std::uint64_t seed_;
};

}  // namespace la
