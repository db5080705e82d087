#include "core/measure/layer_table.h"

#include <Eigen/Eigenvalues>
#include <algorithm>

#include "core/measure/transport.h"

namespace la {

namespace {

constexpr double kSmall = 1e-6;  // of the largest squared singular value

// From the squares of the singular values, which are the eigenvalues of this matrix.
int rank_of(const Eigen::MatrixXd& gram) {
    const Eigen::VectorXd squares =
        Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(gram, Eigen::EigenvaluesOnly).eigenvalues();
    const double largest = squares.maxCoeff();
    return largest > 0 ? static_cast<int>((squares.array() > kSmall * largest).count()) : 0;
}

}  // namespace

std::vector<LayerRow> layer_table(const Trajectory& all, const Subsample& subsample) {
    const Trajectory path = select(all, indices(subsample));
    const int q = path.dimension;
    std::vector<LayerRow> out(path.layers);
    Eigen::VectorXd move(q);
    for (int k = 0; k < path.layers; ++k) {
        const auto x = path.cloud(k), y = path.cloud(k + 1);
        LayerRow& row = out[k];
        Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(q, q);
        for (int p = 0; p < path.points; ++p) {
            for (int i = 0; i < q; ++i) {
                move[i] = static_cast<double>(y[p * q + i]) - x[p * q + i];
            }
            row.largest = std::max(row.largest, move.norm());
            gram += move * move.transpose();
        }
        row.energy = mean_squared_distance(x, y, q);
        row.w2_squared = wasserstein2_squared(x, y, q);
        row.rank = rank_of(gram);
    }
    return out;
}

}  // namespace la
