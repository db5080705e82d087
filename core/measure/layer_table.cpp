#include "core/measure/layer_table.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/measure/transport.h"

namespace la {

namespace {

constexpr double kSmall = 1e-6;  // of the largest squared singular value

// Of a symmetric matrix [q][q] without negative eigenvalues, which is destroyed: the pivots of its
// Cholesky decomposition, always the largest left, fall as its eigenvalues do.
int rank_of(std::vector<double>& a, int q) {
    double first = 0;
    for (int k = 0; k < q; ++k) {
        int top = k;
        for (int i = k + 1; i < q; ++i) {
            top = a[i * q + i] > a[top * q + top] ? i : top;
        }
        const double pivot = a[top * q + top];
        first = k == 0 ? pivot : first;
        if (pivot <= kSmall * first || pivot <= 0) {
            return k;
        }
        for (int i = 0; i < q; ++i) {
            std::swap(a[k * q + i], a[top * q + i]);
        }
        for (int i = 0; i < q; ++i) {
            std::swap(a[i * q + k], a[i * q + top]);
        }
        for (int i = k + 1; i < q; ++i) {
            for (int j = k + 1; j < q; ++j) {
                a[i * q + j] -= a[i * q + k] * a[k * q + j] / pivot;
            }
        }
    }
    return q;
}

}  // namespace

std::vector<LayerRow> layer_table(const Trajectory& all, const Subsample& subsample) {
    const Trajectory path = select(all, indices(subsample));
    const int q = path.dimension;
    std::vector<LayerRow> out(path.layers);
    std::vector<double> gram, move(q);
    for (int k = 0; k < path.layers; ++k) {
        const auto x = path.cloud(k), y = path.cloud(k + 1);
        LayerRow& row = out[k];
        gram.assign(static_cast<std::size_t>(q) * q, 0.0);
        for (int p = 0; p < path.points; ++p) {
            double square = 0;
            for (int i = 0; i < q; ++i) {
                move[i] = static_cast<double>(y[p * q + i]) - x[p * q + i];
                square += move[i] * move[i];
            }
            row.largest = std::max(row.largest, square);
            for (int i = 0; i < q; ++i) {
                for (int j = 0; j < q; ++j) {
                    gram[i * q + j] += move[i] * move[j];
                }
            }
        }
        row.largest = std::sqrt(row.largest);
        row.energy = mean_squared_distance(x, y, q);
        row.w2_squared = wasserstein2_squared(x, y, q);
        row.rank = rank_of(gram, q);
    }
    return out;
}

}  // namespace la
