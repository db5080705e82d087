#include "core/stability/edge.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include <Eigen/Eigenvalues>

#include "core/base/random.h"
#include "core/engine/exact/optimizer_step.h"

namespace la {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

Extremes extreme_eigenvalues(const Multiply& multiply, std::span<double> start, int products) {
    const auto size = static_cast<Index>(start.size());
    const Index most = std::min<Index>(products, size);
    Eigen::Map<VectorXd> first(start.data(), size);
    MatrixXd basis(size, most);
    VectorXd diagonal(most), beside = VectorXd::Zero(most);
    basis.col(0) = first.normalized();
    VectorXd next(size);
    Index count = 0;
    while (count < most) {
        const std::span<const double> now(basis.col(count).data(), start.size());
        multiply(now, {next.data(), start.size()});
        diagonal(count) = basis.col(count).dot(next);
        ++count;
        const double before = next.norm();
        for (int turn = 0; turn < 2; ++turn) {  // twice is enough (Kahan, Parlett)
            next -= basis.leftCols(count) * (basis.leftCols(count).transpose() * next);
        }
        // What is left is rounding: the basis spans all that the start can reach.
        if (count == most || !(next.norm() > 1e-13 * before)) {
            break;
        }
        beside(count - 1) = next.norm();
        basis.col(count) = next / beside(count - 1);
    }
    Eigen::SelfAdjointEigenSolver<MatrixXd> solver;
    solver.computeFromTridiagonal(diagonal.head(count), beside.head(std::max<Index>(count - 1, 0)));
    first = basis.leftCols(count) * solver.eigenvectors().col(count - 1);
    return {solver.eigenvalues()(count - 1), solver.eigenvalues()(0)};
}

std::vector<double> all_eigenvalues(const Multiply& multiply, std::size_t size) {
    MatrixXd whole(size, size);
    VectorXd unit = VectorXd::Zero(static_cast<Index>(size));
    for (Index i = 0; i < whole.cols(); ++i) {
        unit(i) = 1;
        multiply({unit.data(), size}, {whole.col(i).data(), size});
        unit(i) = 0;
    }
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(whole, Eigen::EigenvaluesOnly);
    return {solver.eigenvalues().begin(), solver.eigenvalues().end()};
}

double stability_limit(const OptimizerConfig& optimizer) {
    switch (optimizer.kind) {
        case OptimizerKind::Adam:
            return 2 * (1 + optimizer.beta1) / (1 - optimizer.beta1);
        case OptimizerKind::Momentum:
            return 2 * (1 + optimizer.momentum);
        case OptimizerKind::Sgd:
            break;
    }
    return 2;
}

std::vector<double> edge_scales(const OptimizerConfig& optimizer, std::span<const double> rates,
                                const TrainingPoint& now) {
    std::vector<double> out(rates.begin(), rates.end());
    if (optimizer.kind == OptimizerKind::Adam) {
        if (now.updates == 0) {
            return {};
        }
        const double c2 = 1 - power(optimizer.beta2, now.updates);
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] /= std::sqrt(now.moment2[i] / c2) + kAdamEpsilon;
        }
    }
    std::ranges::transform(out, out.begin(), [](double d) { return std::sqrt(d); });
    return out;
}

Multiply scaled_hessian(ExactObjective& objective, const TrainingPoint& now, double lambda,
                        double weight_decay, std::span<const std::int32_t> batch,
                        std::span<const double> scales) {
    return
        [&objective, &now, lambda, weight_decay, batch, scales, direction = std::vector<double>(),
         found = ExactGradient()](std::span<const double> v, std::span<double> out) mutable {
            direction.resize(v.size());
            std::ranges::transform(v, scales, direction.begin(), std::multiplies());
            objective.evaluate(now.weights, lambda, batch, direction, found);
            for (std::size_t i = 0; i < v.size(); ++i) {
                out[i] = scales[i] * (found.products[i] + weight_decay * direction[i]);
            }
        };
}

Edge::Edge(std::size_t size, std::uint64_t seed) : vector_(size), seed_(seed) {}

// A little of every direction, as the largest eigenvalue may have come to another eigenvector.
Extremes Edge::at(const Multiply& hessian) {
    constexpr double kNoise = 0.01;
    Random random(seed_);
    double squares = 0, noise = 0;
    std::vector<double> drawn(vector_.size());
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        drawn[i] = random.normal();
        noise += drawn[i] * drawn[i];
        squares += vector_[i] * vector_[i];
    }
    const double share = (squares > 0 ? kNoise : 1.0) / std::sqrt(noise);
    const double scale = squares > 0 ? 1 / std::sqrt(squares) : 0.0;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        drawn[i] = scale * vector_[i] + share * drawn[i];
    }
    const Extremes out = extreme_eigenvalues(hessian, drawn, kProducts);
    if (std::isfinite(out.largest)) {
        vector_ = std::move(drawn);
    }
    return out;
}

}  // namespace la
