// Measures made of derivatives, in cases with closed forms. tests/witness/measures_witness.py
// compares with PyTorch's autograd for all options.

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/random.h"
#include "core/measure/alignment.h"
#include "core/measure/folds.h"
#include "core/measure/point_loss.h"
#include "core/measure/stretch.h"
#include "tests/support/flows.h"

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

TEST(Jacobians, OfAnAffineLayerAreKnown) {
    const std::vector<float> vw{1, 2, 3, 4, 5, 6, 7, 8, 10};
    const auto weights = affine_weights(2, vw, {1, -1, 0});
    weights->network.scale = ResidualScale::OneOverL;
    const WeightsFlow flow(weights);
    const auto x = cloud(70, 3, 1);  // more than a vector
    std::vector<float> jacobians(70 * 9);
    flow.jacobians(1, x, jacobians);
    for (int i = 0; i < 70 * 9; ++i) {
        const int entry = i % 9;
        EXPECT_FLOAT_EQ(jacobians[i], (entry % 4 == 0 ? 1.0f : 0.0f) + vw[entry] / 2);
    }
    std::vector<float> head(70 * 6);
    flow.head_jacobians(x, head);
    const std::vector<float> far{1, 1, 0, 0, 0, 0};
    for (int i = 0; i < 70 * 6; ++i) {
        EXPECT_EQ(head[i], far[i % 6]);
    }
}

// The layer x -> (x_0 - 2 (x_0)_+, x_1) folds the right half-plane over the left: determinant -1.
TEST(Folds, AreWhereAReluLayerMirrors) {
    auto weights = std::make_shared<Weights>();
    weights->network = {.layers = 3, .hidden = 1};
    const WeightLayout layout(weights->network, 2);
    weights->values.assign(layout.size, 0.0f);
    weights->values[layout.w(1)] = 1;
    weights->values[layout.v(1)] = -2;
    const WeightsFlow flow(weights);
    const std::vector<float> x{1, 0, 2, 5, -1, 0, -3, 1, 0.5, 0};
    const Folds seen = folds(flow, trajectory(flow, x), 4);
    EXPECT_EQ(seen.points, 4);
    EXPECT_EQ(seen.fraction, (std::vector<double>{0, 0.5, 0}));  // of the first four
    EXPECT_EQ(seen.smallest, (std::vector<double>{1, -1, 1}));
    EXPECT_EQ(seen.determinant,
              (std::vector<float>{1, 1, 1, 1, 1, -1, -1, 1, 1, -1, 1, 1, 1, 1, 1}));
}

// det(I + V W) of a general matrix; more points than visit_jacobians takes at a time.
TEST(Folds, OfAnAffineFlow) {
    const WeightsFlow flow(affine_weights(1, {-2, 1, 0, 0, 1, 0, 0, 5, 2}, {0, 0, 0}));
    const Folds seen = folds(flow, trajectory(flow, cloud(2500, 3, 2)), 2500);
    EXPECT_EQ(seen.fraction[0], 1);
    for (const float d : seen.determinant) {
        ASSERT_NEAR(d, -6, 1e-5);
    }
}

TEST(Stretch, OfAnAffineFlowIsThePowerOfItsFactor) {
    const WeightsFlow flow(affine_weights(3, {1, 0, 0, -0.5f}, {1, 2}));
    const Trajectory path = trajectory(flow, cloud(1100, 2, 3));
    const Stretch seen = summarise_stretch(input_stretch(flow, path, 2), 3);
    EXPECT_EQ(seen.points, 1100);
    for (int k = 0; k <= 3; ++k) {
        EXPECT_NEAR(seen.median[k], std::pow(2.0, k), 1e-6);
        EXPECT_NEAR(seen.largest[k], std::pow(2.0, k), 1e-6);
    }
}

// Only directions of the input count: stretching the padding is no stretch, lifting the plane into
// the padding is.
TEST(Stretch, CountsDirectionsOfTheInputOnly) {
    const std::vector<float> x{1, 2, 0, -1, 0.5f, 0};
    const WeightsFlow pad(affine_weights(1, {0, 0, 0, 0, 0, 0, 0, 0, 9}, {0, 0, 0}));
    EXPECT_NEAR(input_stretch(pad, trajectory(pad, x), 2)[2], 1, 1e-6);
    EXPECT_NEAR(input_stretch(pad, trajectory(pad, x), 3)[2], 10, 1e-5);
    const WeightsFlow lift(affine_weights(1, {0, 0, 0, 0, 0, 0, 3, 0, 0}, {0, 0, 0}));
    EXPECT_NEAR(input_stretch(lift, trajectory(lift, x), 2)[2], std::sqrt(10.0), 1e-6);
}

TEST(Stretch, MedianAndLargest) {
    const Stretch seen = summarise_stretch({1, 1, 1, 1, 4, 1, 2, 9}, 1);
    EXPECT_EQ(seen.points, 4);
    EXPECT_EQ(seen.median, (std::vector<double>{1, 3}));
    EXPECT_EQ(seen.largest, (std::vector<double>{1, 9}));
}

// A translation along the head's normal (1, 1): class 1 must go against it, class 0 along it.
TEST(Alignment, OfATranslation) {
    const WeightsFlow flow(affine_weights(2, {0, 0, 0, 0}, {1, 1}));
    const Trajectory path = trajectory(flow, cloud(3, 2, 4));
    const auto cosine = [&](std::vector<std::uint8_t> labels) {
        return alignment(flow, path, LossKind::CrossEntropy, labels).cosine;
    };
    EXPECT_NEAR(cosine({0, 0, 0})[0], 1, 1e-6);
    EXPECT_NEAR(cosine({1, 1, 1})[1], -1, 1e-6);
    EXPECT_NEAR(cosine({0, 1, 0})[1], 1 / 3.0, 1e-6);
    const WeightsFlow sideways(affine_weights(1, {0, 0, 0, 0}, {1, 0}));
    const Trajectory there = trajectory(sideways, cloud(5, 2, 4));
    EXPECT_NEAR(alignment(sideways, there, LossKind::Mse, std::vector<std::uint8_t>{0, 0, 0, 0, 0})
                    .counting[0],
                1, 1e-12);
    EXPECT_NEAR(std::abs(alignment(sideways, there, LossKind::CrossEntropy,
                                   std::vector<std::uint8_t>{0, 0, 0, 0, 0})
                             .cosine[0]),
                std::sqrt(0.5), 1e-6);
}

TEST(Alignment, PointsWithoutADirectionDoNotCount) {
    // The layer (x_0)_+ moves the points on the right alone.
    auto weights = std::make_shared<Weights>();
    weights->network = {.layers = 1, .hidden = 1, .head = {HeadKind::Far, 0}};
    const WeightLayout layout(weights->network, 2);
    weights->values.assign(layout.size, 0.0f);
    weights->values[layout.w(0)] = 1;
    weights->values[layout.v(0)] = 1;
    const WeightsFlow flow(weights);
    const Trajectory path = trajectory(flow, std::vector<float>{1, 0, -1, 0, -2, 0, 3, 0});
    const std::vector<std::uint8_t> labels{0, 0, 0, 0};
    const Alignment seen = alignment(flow, path, LossKind::CrossEntropy, labels);
    EXPECT_EQ(seen.points, 4);
    EXPECT_EQ(seen.counting[0], 0.5);
    // Descent at x_0: J^T (1, 1) = (2, 1) on the right; the step is (1, 0).
    EXPECT_NEAR(seen.cosine[0], 2 / std::sqrt(5.0), 1e-6);
    // Beyond the hinge's margin nothing is left to descend: logits (2, 0) and (6, 0) are.
    const Alignment hinge = alignment(flow, path, LossKind::Hinge, labels);
    EXPECT_EQ(hinge.counting[0], 0);
    EXPECT_TRUE(std::isnan(hinge.cosine[0]));
}

// Even if the probability of the right class rounds to 1, the direction of descent is right.
TEST(PointLoss, GradientKeepsItsDirectionFarFromTheHead) {
    std::vector<double> g(2);
    point_loss_gradient(LossKind::CrossEntropy, std::vector<float>{200, 0}, 0, g);
    EXPECT_NEAR(g[0] / std::exp(-200.0), -1, 1e-9);
    EXPECT_NEAR(g[1] / std::exp(-200.0), 1, 1e-9);
}

TEST(PointLoss, GradientAgreesWithFiniteDifferences) {
    Random random(9);
    for (const LossKind kind : {LossKind::CrossEntropy, LossKind::Hinge, LossKind::Mse}) {
        for (int trial = 0; trial < 50; ++trial) {
            std::vector<float> z(4);
            for (float& v : z) {
                v = static_cast<float>(random.normal());
            }
            const int label = trial % 4;
            std::vector<double> g(4);
            point_loss_gradient(kind, z, label, g);
            for (int c = 0; c < 4; ++c) {
                constexpr float kStep = 0x1p-8f;
                auto up = z, down = z;
                up[c] += kStep;
                down[c] -= kStep;
                const double numeric =
                    (point_loss(kind, up, label) - point_loss(kind, down, label)) /
                    (up[c] - down[c]);
                EXPECT_NEAR(g[c], numeric, 1e-4) << static_cast<int>(kind);
            }
        }
    }
}

}  // namespace
}  // namespace la
