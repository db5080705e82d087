#include "core/measure/transport.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/random.h"

namespace la {
namespace {

std::vector<float> cloud(int n, int q, std::uint64_t seed) {
    Random random(seed);
    std::vector<float> out(static_cast<std::size_t>(n) * q);
    for (float& v : out) {
        v = static_cast<float>(random.normal());
    }
    return out;
}

// The best of all pairings, by trying every one.
double brute_force(const std::vector<float>& x, const std::vector<float>& y, int q) {
    std::vector<int> pairing(x.size() / q);
    std::iota(pairing.begin(), pairing.end(), 0);
    double best = 1e300;
    do {
        double sum = 0;
        for (std::size_t i = 0; i < pairing.size(); ++i) {
            for (int c = 0; c < q; ++c) {
                const double d = static_cast<double>(x[i * q + c]) - y[pairing[i] * q + c];
                sum += d * d;
            }
        }
        best = std::min(best, sum);
    } while (std::next_permutation(pairing.begin(), pairing.end()));
    return best / static_cast<double>(pairing.size());
}

TEST(Transport, IsTheBestOfAllPairings) {
    for (const int q : {2, 3}) {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const auto x = cloud(7, q, seed);
            const auto y = cloud(7, q, 100 + seed);
            const double best = brute_force(x, y, q);
            EXPECT_NEAR(wasserstein2_squared(x, y, q), best, 1e-9 * best);
        }
    }
}

// Closed forms: the same cloud, a translation, a scaling.
TEST(Transport, KnownCases) {
    const auto x = cloud(200, 2, 5);
    EXPECT_EQ(wasserstein2_squared(x, x, 2), 0);
    auto moved = x;
    auto scaled = x;
    for (std::size_t i = 0; i < x.size(); ++i) {
        moved[i] += i % 2 ? 3.0f : -4.0f;
        scaled[i] *= 2;
    }
    EXPECT_NEAR(wasserstein2_squared(x, moved, 2), 25, 1e-4);  // translation by c: |c|^2
    double square = 0;
    for (const float v : x) {
        square += v * v;
    }
    // Scaling is the gradient of a convex function: the identity pairing is optimal.
    EXPECT_NEAR(wasserstein2_squared(x, scaled, 2), square / 200, 1e-6);
    // A rotation by 180 degrees of a centrally symmetric cloud moves points but not the cloud.
    std::vector<float> symmetric = x, turned;
    for (const float v : x) {
        symmetric.push_back(-v);
    }
    for (const float v : symmetric) {
        turned.push_back(-v);
    }
    EXPECT_NEAR(wasserstein2_squared(symmetric, turned, 2), 0, 1e-12);
    EXPECT_EQ(wasserstein2_squared({}, {}, 2), 0);
}

}  // namespace
}  // namespace la
