#include "core/stability/covariant.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "core/base/random.h"
#include "tests/core/stability/orbit.h"

namespace la {
namespace {

// Vectors [K][n] as columns, mapped by J [n][n] row after row.
std::vector<double> mapped(const std::vector<double>& j, std::span<const double> vectors) {
    const auto n = static_cast<std::size_t>(std::lround(std::sqrt(j.size())));
    std::vector<double> out(vectors.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        for (std::size_t k = 0; k < n; ++k) {
            out[i] += j[i % n * n + k] * vectors[i / n * n + k];
        }
    }
    return out;
}

double cosine(std::span<const double> a, std::span<const double> b) {
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += a[i] * b[i];
        aa += a[i] * a[i];
        bb += b[i] * b[i];
    }
    return std::abs(ab) / std::sqrt(aa * bb);
}

// J_t = V_{t+1} D V_t^-1 has the columns of V_t as covariant vectors and D as their growth, though
// neither is what QR shows.
TEST(CovariantVectors, AreThoseThatTheMapIsMadeOf) {
    constexpr std::size_t kN = 5;
    constexpr int kSteps = 800;
    const double growths[kN] = {1.2, 1, 0.8, 0.5, 0.2};
    Random random(2);
    std::vector<std::vector<double>> v;  // [t] V_t^T: [vector][n]
    for (int t = 0; t <= kSteps; ++t) {
        std::vector<double> columns(kN * kN);
        std::ranges::generate(columns, [&] { return random.normal(); });
        for (std::size_t k = 0; k < kN; ++k) {
            double squares = 0;
            for (std::size_t i = 0; i < kN; ++i) {
                squares += columns[k * kN + i] * columns[k * kN + i];
            }
            for (std::size_t i = 0; i < kN; ++i) {
                columns[k * kN + i] /= std::sqrt(squares);
            }
        }
        v.push_back(columns);
    }
    for (const int vectors : {5, 3}) {
        std::vector<double> frame = random_frame(vectors, kN, 1), r(vectors * vectors);
        TangentHistory history(vectors, kSteps, 1);
        for (int t = 0; t < kSteps; ++t) {
            history.open(t, frame);
            std::vector<double> by_row(kN * kN);  // V_t
            for (std::size_t i = 0; i < kN * kN; ++i) {
                by_row[i] = v[t][i % kN * kN + i / kN];
            }
            std::vector<double> next(frame.size());
            for (int k = 0; k < vectors; ++k) {
                const auto own =
                    solve(by_row, {frame.begin() + k * kN, frame.begin() + (k + 1) * kN});
                for (std::size_t i = 0; i < kN * kN; ++i) {
                    next[k * kN + i % kN] += v[t + 1][i] * growths[i / kN] * own[i / kN];
                }
            }
            frame = next;
            orthonormalise(frame, r);
            history.add(r);
        }
        int seen = 0;
        covariant_vectors(
            history.pieces(), [&](const TangentPiece& piece, std::span<const double> c,
                                  std::span<const double> growth) {
                if (piece.step < 300 || piece.step >= 500) {
                    return;
                }
                ++seen;
                const std::vector<double> found = combined(piece, c);
                for (int k = 0; k < vectors; ++k) {
                    const auto expected = std::span(v[piece.step]).subspan(k * kN, kN);
                    EXPECT_NEAR(cosine(std::span(found).subspan(k * kN, kN), expected), 1, 1e-12);
                    EXPECT_NEAR(growth[k], growths[k], 1e-12);
                }
            });
        EXPECT_EQ(seen, 200);
    }
}

// x' = 1 - 1.4 x^2 + y, y' = 0.3 x.
TEST(CovariantVectors, OfTheHenonMapGoIntoEachOther) {
    constexpr int kSteps = 200000, kKept = 20000;
    double x = 0.1, y = 0.1;
    std::vector<double> frame{1, 0, 0, 1}, r(4), jacobian;
    Spectrum spectrum(2, kSteps);
    TangentHistory history(2, kKept, 1);
    std::vector<std::vector<double>> jacobians(kSteps);
    for (int t = -100; t < kSteps; ++t) {
        if (t >= 0) {
            jacobians[t] = {-2.8 * x, 1, 0.3, 0};
            if (t >= kSteps - kKept) {
                history.open(t, frame);
            }
            frame = mapped(jacobians[t], frame);
            orthonormalise(frame, r);
            spectrum.add(r);
            if (t >= kSteps - kKept) {
                history.add(r);
            }
        }
        const double next = 1 - 1.4 * x * x + y;
        y = 0.3 * x;
        x = next;
    }
    EXPECT_NEAR(spectrum.mean()[0], 0.41933, 2e-3);
    EXPECT_NEAR(spectrum.mean()[1], -1.62331, 2e-3);
    EXPECT_NEAR(spectrum.mean()[0] + spectrum.mean()[1], std::log(0.3), 1e-10);
    std::vector<double> later;  // v_1, v_2 of the step after
    std::vector<double> angles;
    covariant_vectors(history.pieces(), [&](const TangentPiece& piece, std::span<const double> c,
                                            std::span<const double>) {
        const std::vector<double> now = combined(piece, c);
        if (piece.step < kSteps - 1000 && piece.step > kSteps - 19000) {
            const std::vector<double> image = mapped(jacobians[piece.step], now);
            for (int k = 0; k < 2; ++k) {
                const double* a = image.data() + 2 * k;
                const double* b = later.data() + 2 * k;
                const double length = std::hypot(a[0], a[1]);
                EXPECT_LT(std::abs(a[0] * b[1] - a[1] * b[0]) / length, 1e-12);
            }
            angles.push_back(std::acos(cosine(std::span(now).first(2), std::span(now).last(2))) *
                             180 / std::numbers::pi);
        }
        later = now;
    });
    std::ranges::sort(angles);
    EXPECT_NEAR(angles[angles.size() / 2], 55, 2);
    EXPECT_LT(angles.front(), 0.5);  // nearly tangent somewhere: not hyperbolic
}

// The heavy ball of mu 0.25, e lambda 0.1: 58.35 degrees in (theta, e b), 24.43 in
// (theta_t, theta_t-1), where orthogonal vectors would say 90.
TEST(CovariantVectors, OfTheHeavyBallHaveTheAngleOfItsCoordinates) {
    const OptimizerConfig optimizer{
        .kind = OptimizerKind::Momentum, .learning_rate = 0.5, .momentum = 0.25};
    const double rates[] = {0.5}, gradient[] = {0.0};
    const TrainingPoint at{.moment1 = {0}};
    const std::vector<double> units = tangent_units(optimizer.kind, rates, gradient);
    std::vector<double> frame = random_frame(2, 2, 1), r(4);
    TangentHistory history(2, 400, 1);
    for (int t = 0; t < 400; ++t) {
        history.open(t, frame);
        const double products[] = {0.2 * frame[0], 0.2 * frame[2]};
        map_tangents({optimizer, rates, units, at, gradient, products}, frame);
        orthonormalise(frame, r);
        history.add(r);
    }
    const std::size_t ends[] = {1};
    const auto rows = covariant_rows(history.pieces(), ends);
    EXPECT_NEAR(rows[200].angles[0], 58.35382265, 1e-7);
    // theta_t-1 = theta_t + e b of this step.
    covariant_vectors(history.pieces(), [&](const TangentPiece& piece, std::span<const double> c,
                                            std::span<const double>) {
        if (piece.step == 200) {
            const auto v = combined(piece, c);
            const double a[] = {v[0], v[0] + v[1]}, b[] = {v[2], v[2] + v[3]};
            EXPECT_NEAR(std::acos(cosine(a, b)) * 180 / std::numbers::pi, 24.43289996, 1e-7);
        }
    });
}

TEST(TangentHistory, KeepsTheLastSteps) {
    TangentHistory history(1, 40);
    const double one[] = {1.0};
    for (int t = 0; t < 95; ++t) {
        history.open(t, one);
        history.add(one);
    }
    ASSERT_EQ(history.pieces().size(), 4u);
    EXPECT_EQ(history.pieces().front()->step, 50);
    EXPECT_EQ(history.pieces().back()->step, 80);
    EXPECT_EQ(history.pieces().back()->r.size(), 10u);
    EXPECT_TRUE(covariant_rows({}, {}).empty());
}

// All of v_1 in the second group, its momentum, too.
TEST(CovariantRows, ShareTheFirstVectorOutOverTheGroups) {
    TangentHistory history(1, 1, 1);
    const std::vector<double> q{0, 0, 0.6, 0, 0, 0.8, 0, 0};
    history.open(7, q);
    history.add(std::vector<double>{2});
    const std::size_t ends[] = {2, 4};
    const auto rows = covariant_rows(history.pieces(), ends);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].step, 7);
    EXPECT_NEAR(rows[0].shares[0], 0.64, 1e-12);
    EXPECT_NEAR(rows[0].shares[1], 0.36, 1e-12);
}

}  // namespace
}  // namespace la
