#include "core/measure/stretch.h"

#include <algorithm>

#include "core/measure/small_matrix.h"
#include "core/measure/visit_jacobians.h"

namespace la {

std::vector<double> input_stretch(const DifferentiableFlow& flow, const Trajectory& path,
                                  int inputs) {
    const std::size_t q = path.dimension;
    const std::size_t n = path.points;
    const std::size_t columns = inputs;
    // dx_k/dx_0 of every point, [n][q][inputs]; at k = 0 the first columns of the identity.
    std::vector<double> prefix(n * q * columns, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t c = 0; c < columns; ++c) {
            prefix[i * q * columns + c * columns + c] = 1;
        }
    }
    std::vector<double> out(n, 1.0);
    std::vector<double> next(q * columns);
    for (int k = 0; k < path.layers; ++k) {
        visit_jacobians(
            flow, k, path.cloud(k), [&](std::size_t i, std::span<const float> jacobian) {
                const std::span<double> own(prefix.data() + i * q * columns, q * columns);
                std::ranges::fill(next, 0.0);
                for (std::size_t r = 0; r < q; ++r) {
                    for (std::size_t l = 0; l < q; ++l) {
                        for (std::size_t c = 0; c < columns; ++c) {
                            next[r * columns + c] += jacobian[r * q + l] * own[l * columns + c];
                        }
                    }
                }
                std::ranges::copy(next, own.begin());
                out.push_back(largest_singular_value(next, inputs));
            });
    }
    return out;
}

Stretch summarise_stretch(const std::vector<double>& values, int layers) {
    const std::size_t n = values.size() / (layers + 1);
    Stretch out{.points = static_cast<int>(n)};
    for (int k = 0; k <= layers; ++k) {
        std::vector<double> own(values.begin() + k * n, values.begin() + (k + 1) * n);
        std::ranges::sort(own);
        out.median.push_back((own[(n - 1) / 2] + own[n / 2]) / 2);
        out.largest.push_back(own.back());
    }
    return out;
}

}  // namespace la
