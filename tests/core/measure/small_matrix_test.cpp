#include "core/measure/small_matrix.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/random.h"

namespace la {
namespace {

TEST(SmallMatrix, DeterminantsInClosedForm) {
    EXPECT_EQ(determinant(std::vector<float>{-3}, 1), -3);
    EXPECT_EQ(determinant(std::vector<float>{1, 2, 3, 4}, 2), -2);
    // A permutation of three: needs a pivot at once, and is even.
    EXPECT_EQ(determinant(std::vector<float>{0, 1, 0, 0, 0, 1, 1, 0, 0}, 3), 1);
    EXPECT_EQ(determinant(std::vector<float>{0, 1, 0, 1, 0, 0, 0, 0, 1}, 3), -1);
    EXPECT_NEAR(determinant(std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8, 9}, 3), 0, 1e-14);
    EXPECT_EQ(determinant(std::vector<float>{1, 0, 2, 3, 0, 1, 4, 0, 1}, 3), 0);
    // Vandermonde: the product of all differences.
    for (const int n : {2, 3, 6}) {
        std::vector<float> a;
        double expected = 1;
        for (int i = 0; i < n; ++i) {
            for (int j = 0; j < n; ++j) {
                a.push_back(std::pow(static_cast<float>(i + 1), static_cast<float>(j)));
                expected *= j < i ? i - j : 1;
            }
        }
        EXPECT_NEAR(determinant(a, n), expected, 1e-9 * expected) << n;
    }
}

// (I - 2 u u^T) diag(values) (I - 2 w w^T) with unit vectors u, w: its singular values are
// |values|.
std::vector<double> between_mirrors(const std::vector<double>& values, std::uint64_t seed) {
    const int n = static_cast<int>(values.size());
    Random random(seed);
    const auto mirror = [&] {
        std::vector<double> u(n), out(n * n);
        double square = 0;
        for (double& v : u) {
            v = random.normal();
            square += v * v;
        }
        for (int i = 0; i < n * n; ++i) {
            out[i] = (i / n == i % n ? 1 : 0) - 2 * u[i / n] * u[i % n] / square;
        }
        return out;
    };
    const auto left = mirror(), right = mirror();
    std::vector<double> out(n * n, 0.0);
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j) {
            for (int l = 0; l < n; ++l) {
                out[i * n + j] += left[i * n + l] * values[l] * right[l * n + j];
            }
        }
    }
    return out;
}

TEST(SmallMatrix, LargestSingularValueInClosedForm) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        EXPECT_NEAR(largest_singular_value(between_mirrors({-5}, seed), 1), 5, 1e-12);
        EXPECT_NEAR(largest_singular_value(between_mirrors({0.5, -3}, seed), 2), 3, 1e-12);
        EXPECT_NEAR(largest_singular_value(between_mirrors({2, 2, 0}, seed), 3), 2, 1e-12);
        EXPECT_NEAR(largest_singular_value(between_mirrors({1, 7, 6.999999, 1e-9, 0, -4}, seed), 6),
                    7, 1e-11);
        std::vector<double> sixteen(16, 1.0);
        sixteen[9] = 1.5;
        EXPECT_NEAR(largest_singular_value(between_mirrors(sixteen, seed), 16), 1.5, 1e-12);
    }
    // Four rows, two columns: u w^T stretches by |u||w|.
    EXPECT_NEAR(largest_singular_value(std::vector<double>{3, 4, 6, 8, 0, 0, 6, 8}, 2), 15, 1e-12);
    EXPECT_EQ(largest_singular_value(std::vector<double>(9, 0.0), 3), 0);
}

TEST(SmallMatrix, LargestSingularValueBeyondTheRangeOfSquares) {
    for (const int n : {2, 3}) {
        std::vector<double> a(n * n, 0.0);
        a[0] = 1e300;
        a[n * n - 1] = 1;
        EXPECT_NEAR(largest_singular_value(a, n), 1e300, 1e288);
        a[1] = std::numeric_limits<double>::quiet_NaN();
        EXPECT_EQ(largest_singular_value(a, n), std::numeric_limits<double>::infinity());
    }
}

}  // namespace
}  // namespace la
