// Do early exponents foretell the end? On XOR by two tanh units they carry some information, and
// the loss at the same step more. The network is not one of ours: it has no skip connection, with
// which the sign turns round.

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/random.h"
#include "core/measure/auc.h"
#include "core/stability/spectrum.h"
#include "core/stability/tangents.h"

namespace la {
namespace {

constexpr int kSize = 9;  // w_1, w_2 on (x, y, 1), then v on (h_1, h_2, 1)
using Vector = std::array<double, kSize>;

// loss = mean of (o - target)^2 / 2 over the four corners, o = v (tanh(w_1 x), tanh(w_2 x), 1).
struct Xor {
    double loss = 0;
    Vector gradient{}, product{};  // the Hessian times d

    Xor(const Vector& t, const double* d) {
        for (int n = 0; n < 4; ++n) {
            const double in[] = {n & 1 ? 1.0 : -1.0, n & 2 ? 1.0 : -1.0, 1};
            const double target = -in[0] * in[1];
            double h[2], first[2], second[2], dz[2], o = t[8], along = d[8];
            for (int j = 0; j < 2; ++j) {
                double z = 0;
                dz[j] = 0;
                for (int a = 0; a < 3; ++a) {
                    z += t[3 * j + a] * in[a];
                    dz[j] += d[3 * j + a] * in[a];
                }
                h[j] = std::tanh(z);
                first[j] = 1 - h[j] * h[j];
                second[j] = -2 * h[j] * first[j];
                o += t[6 + j] * h[j];
                along += d[6 + j] * h[j] + t[6 + j] * first[j] * dz[j];
            }
            const double r = (o - target) / 4, dr = along / 4;
            loss += 2 * r * r;
            gradient[8] += r;
            product[8] += dr;
            for (int j = 0; j < 2; ++j) {
                const double back = r * t[6 + j] * first[j];
                const double dback = dr * t[6 + j] * first[j] + r * d[6 + j] * first[j] +
                                     r * t[6 + j] * second[j] * dz[j];
                gradient[6 + j] += r * h[j];
                product[6 + j] += dr * h[j] + r * first[j] * dz[j];
                for (int a = 0; a < 3; ++a) {
                    gradient[3 * j + a] += back * in[a];
                    product[3 * j + a] += dback * in[a];
                }
            }
        }
    }
};

struct Course {
    double exponent, early_loss, loss;  // of the first steps, after them, at the end
};

Course course_of(std::uint64_t seed) {
    constexpr double kRate = 0.2;
    constexpr int kEarly = 400, kSteps = 6000;
    const OptimizerConfig optimizer{.kind = OptimizerKind::Sgd, .learning_rate = kRate};
    const std::vector<double> rates(kSize, kRate), units(kSize, 1.0);
    const TrainingPoint at;
    Random random(seed);
    Vector theta;
    std::ranges::generate(theta, [&] { return 0.5 * random.normal(); });
    std::vector<double> frame = random_frame(1, kSize, seed), r(1);
    Spectrum spectrum(1, 1);
    Course out{};
    for (int t = 0; t < kSteps; ++t) {
        const Xor now(theta, frame.data());
        if (t < kEarly) {
            map_tangents({optimizer, rates, units, at, now.gradient, now.product}, frame);
            orthonormalise(frame, r);
            spectrum.add(r);
        }
        if (t == kEarly) {
            out.early_loss = now.loss;
        }
        out.loss = now.loss;
        for (int i = 0; i < kSize; ++i) {
            theta[i] -= kRate * now.gradient[i];
        }
    }
    out.exponent = spectrum.mean()[0];
    return out;
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

TEST(EarlyExponents, SayLessOfTheEndThanTheLoss) {
    constexpr int kRuns = 200;
    std::vector<double> exponents, losses, of_failed, of_others;
    const auto failed = std::make_unique<bool[]>(kRuns);
    for (int i = 0; i < kRuns; ++i) {
        const Course one = course_of(i + 1);
        failed[i] = one.loss > 0.02;
        exponents.push_back(one.exponent);
        losses.push_back(one.early_loss);
        (failed[i] ? of_failed : of_others).push_back(one.exponent);
    }
    ASSERT_GT(of_failed.size(), 10u);
    ASSERT_LT(of_failed.size(), 60u);
    EXPECT_GT(median(of_failed), median(of_others));
    const double by_exponent = auc(exponents, std::span(failed.get(), kRuns));
    const double by_loss = auc(losses, std::span(failed.get(), kRuns));
    EXPECT_GT(by_exponent, 0.5);
    EXPECT_GT(by_loss, by_exponent);
    RecordProperty("exponent", std::to_string(by_exponent));
    RecordProperty("loss", std::to_string(by_loss));
}

}  // namespace
}  // namespace la
