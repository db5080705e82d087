#include "core/measure/projection.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/model/trajectory.h"

namespace la {

namespace {

// Diagonalises the symmetric `a` [q][q] by cyclic Jacobi rotations: eigenvalues end on its
// diagonal, eigenvectors in the columns of `v`.
void diagonalise(std::vector<double>& a, std::vector<double>& v, int q) {
    constexpr int kSweeps = 60;
    const auto at = [q](int r, int c) { return static_cast<std::size_t>(r) * q + c; };
    v.assign(a.size(), 0);
    double size = 0;
    for (int i = 0; i < q; ++i) {
        v[at(i, i)] = 1;
        size += std::abs(a[at(i, i)]);
    }
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
        double off = 0;
        for (int i = 0; i < q; ++i) {
            for (int j = i + 1; j < q; ++j) {
                off = std::max(off, std::abs(a[at(i, j)]));
            }
        }
        if (off <= 1e-15 * size) {
            return;
        }
        for (int i = 0; i < q; ++i) {
            for (int j = i + 1; j < q; ++j) {
                if (a[at(i, j)] == 0) {
                    continue;
                }
                const double theta = (a[at(j, j)] - a[at(i, i)]) / (2 * a[at(i, j)]);
                const double t =
                    std::copysign(1 / (std::abs(theta) + std::hypot(theta, 1.0)), theta);
                const double c = 1 / std::hypot(t, 1.0);
                const double s = t * c;
                for (int k = 0; k < q; ++k) {
                    const double x = a[at(k, i)];
                    const double y = a[at(k, j)];
                    a[at(k, i)] = c * x - s * y;
                    a[at(k, j)] = s * x + c * y;
                }
                for (int k = 0; k < q; ++k) {
                    const double x = a[at(i, k)];
                    const double y = a[at(j, k)];
                    a[at(i, k)] = c * x - s * y;
                    a[at(j, k)] = s * x + c * y;
                    const double p = v[at(k, i)];
                    const double r = v[at(k, j)];
                    v[at(k, i)] = c * p - s * r;
                    v[at(k, j)] = s * p + c * r;
                }
            }
        }
    }
}

bool turned(std::span<const double> axis, std::span<const double> last) {
    if (last.size() == axis.size()) {
        return std::inner_product(axis.begin(), axis.end(), last.begin(), 0.0) < 0;
    }
    const auto less = [](double a, double b) { return std::abs(a) < std::abs(b); };
    return *std::max_element(axis.begin(), axis.end(), less) < 0;
}

}  // namespace

double Projection::explained(int leading) const {
    const double total = std::accumulate(variance.begin(), variance.end(), 0.0);
    const auto end = variance.begin() + std::min<std::ptrdiff_t>(leading, std::ssize(variance));
    return total > 0 ? std::accumulate(variance.begin(), end, 0.0) / total : 1;
}

Projection principal_components(std::span<const std::span<const float>> pieces, int dimension,
                                const Projection* last) {
    const auto q = static_cast<std::size_t>(dimension);
    Projection out;
    out.mean.assign(q, 0);
    double n = 0;
    for (const std::span<const float> states : pieces) {
        for (std::size_t i = 0; i < states.size(); ++i) {
            out.mean[i % q] += states[i];
        }
        n += static_cast<double>(states.size() / q);
    }
    for (double& value : out.mean) {
        value /= n;
    }
    std::vector<double> covariance(q * q, 0), vectors, off(q);
    for (const std::span<const float> states : pieces) {
        for (std::size_t i = 0; i + q <= states.size(); i += q) {
            for (std::size_t a = 0; a < q; ++a) {
                off[a] = states[i + a] - out.mean[a];
                for (std::size_t b = 0; b <= a; ++b) {
                    covariance[a * q + b] += off[a] * off[b];
                }
            }
        }
    }
    for (std::size_t a = 0; a < q; ++a) {
        for (std::size_t b = 0; b <= a; ++b) {
            covariance[a * q + b] /= n;
            covariance[b * q + a] = covariance[a * q + b];
        }
    }
    diagonalise(covariance, vectors, dimension);
    std::vector<std::size_t> order(q);
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return covariance[a * q + a] > covariance[b * q + b];
    });
    for (const std::size_t i : order) {
        out.variance.push_back(std::max(0.0, covariance[i * q + i]));
    }
    const std::size_t axes = std::min<std::size_t>(3, q);
    const bool follow = last && last->axes.size() == axes * q;
    for (std::size_t axis = 0; axis < axes; ++axis) {
        std::vector<double> direction(q);
        for (std::size_t k = 0; k < q; ++k) {
            direction[k] = vectors[k * q + order[axis]];
        }
        const auto before =
            follow ? std::span(last->axes).subspan(axis * q, q) : std::span<const double>();
        const double sign = turned(direction, before) ? -1 : 1;
        for (const double value : direction) {
            out.axes.push_back(sign * value);
        }
    }
    return out;
}

std::vector<glm::vec2> project(std::span<const float> states, int dimension, const Projection* by) {
    if (!by) {
        return in_plane(states, dimension);
    }
    const auto q = static_cast<std::size_t>(dimension);
    std::vector<glm::vec2> out(states.size() / q);
    for (std::size_t i = 0; i < out.size(); ++i) {
        double u = 0, v = 0;
        for (std::size_t k = 0; k < q; ++k) {
            const double off = states[i * q + k] - by->mean[k];
            u += off * by->axes[k];
            v += off * by->axes[q + k];
        }
        out[i] = {static_cast<float>(u), static_cast<float>(v)};
    }
    return out;
}

std::vector<float> project_third(std::span<const float> states, int dimension,
                                 const Projection* by) {
    const auto q = static_cast<std::size_t>(dimension);
    std::vector<float> out(states.size() / q, 0.0f);
    for (std::size_t i = 0; q > 2 && i < out.size(); ++i) {
        double w = by ? 0 : states[i * q + 2];
        for (std::size_t k = 0; by && k < q; ++k) {
            w += (states[i * q + k] - by->mean[k]) * by->axes[2 * q + k];
        }
        out[i] = static_cast<float>(w);
    }
    return out;
}

std::vector<float> lift(std::span<const glm::vec2> places, int dimension, const Projection* by) {
    const auto q = static_cast<std::size_t>(dimension);
    std::vector<float> out(places.size() * q, 0.0f);
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!by) {
            out[i * q] = places[i].x;
            out[i * q + 1] = places[i].y;
            continue;
        }
        for (std::size_t k = 0; k < q; ++k) {
            out[i * q + k] = static_cast<float>(by->mean[k] + places[i].x * by->axes[k] +
                                                places[i].y * by->axes[q + k]);
        }
    }
    return out;
}

}  // namespace la
