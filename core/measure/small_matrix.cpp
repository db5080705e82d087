#include "core/measure/small_matrix.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace la {

double determinant(std::span<const float> a, int n) {
    if (n == 2) {
        return static_cast<double>(a[0]) * a[3] - static_cast<double>(a[1]) * a[2];
    }
    std::vector<double> m(a.begin(), a.end());
    double out = 1;
    for (int c = 0; c < n; ++c) {
        int pivot = c;
        for (int r = c + 1; r < n; ++r) {
            if (std::abs(m[r * n + c]) > std::abs(m[pivot * n + c])) {
                pivot = r;
            }
        }
        if (m[pivot * n + c] == 0) {
            return 0;
        }
        if (pivot != c) {
            std::swap_ranges(m.begin() + c * n, m.begin() + (c + 1) * n, m.begin() + pivot * n);
            out = -out;
        }
        out *= m[c * n + c];
        for (int r = c + 1; r < n; ++r) {
            const double factor = m[r * n + c] / m[c * n + c];
            for (int i = c; i < n; ++i) {
                m[r * n + i] -= factor * m[c * n + i];
            }
        }
    }
    return out;
}

namespace {

// For two columns: the root of the larger eigenvalue of A^T A.
double of_two_columns(std::span<const double> a, double scale) {
    double pp = 0, qq = 0, pq = 0;
    for (std::size_t i = 0; i < a.size(); i += 2) {
        const double x = a[i] / scale, y = a[i + 1] / scale;
        pp += x * x;
        qq += y * y;
        pq += x * y;
    }
    return scale * std::sqrt((pp + qq + std::hypot(pp - qq, 2 * pq)) / 2);
}

}  // namespace

double largest_singular_value(std::span<const double> a, int columns) {
    if (!std::ranges::all_of(a, [](double v) { return std::isfinite(v); })) {
        return std::numeric_limits<double>::infinity();
    }
    double scale = 0;  // keeps the squares within range
    for (const double v : a) {
        scale = std::max(scale, std::abs(v));
    }
    if (scale == 0) {
        return 0;
    }
    if (columns == 2) {
        return of_two_columns(a, scale);
    }
    const std::size_t rows = a.size() / columns;
    std::vector<double> m(a.begin(), a.end());
    for (double& v : m) {
        v /= scale;
    }
    const auto dot = [&](int p, int q) {
        double sum = 0;
        for (std::size_t r = 0; r < rows; ++r) {
            sum += m[r * columns + p] * m[r * columns + q];
        }
        return sum;
    };
    // Rotates every pair of columns until all are orthogonal; their lengths are the singular
    // values. A few sweeps are enough; the limit is for rounding that never settles.
    bool turned = true;
    for (int sweep = 0; turned && sweep < 40; ++sweep) {
        turned = false;
        for (int p = 0; p < columns; ++p) {
            for (int q = p + 1; q < columns; ++q) {
                const double pp = dot(p, p), qq = dot(q, q), pq = dot(p, q);
                if (std::abs(pq) <= 1e-14 * std::sqrt(pp * qq)) {
                    continue;
                }
                turned = true;
                const double zeta = (qq - pp) / (2 * pq);
                const double t =
                    std::copysign(1.0, zeta) / (std::abs(zeta) + std::hypot(1.0, zeta));
                const double cosine = 1 / std::hypot(1.0, t), sine = cosine * t;
                for (std::size_t r = 0; r < rows; ++r) {
                    double& x = m[r * columns + p];
                    double& y = m[r * columns + q];
                    const double old = x;
                    x = cosine * old - sine * y;
                    y = sine * old + cosine * y;
                }
            }
        }
    }
    double largest = 0;
    for (int p = 0; p < columns; ++p) {
        largest = std::max(largest, dot(p, p));
    }
    return scale * std::sqrt(largest);
}

}  // namespace la
