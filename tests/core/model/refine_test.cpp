#include "core/model/refine.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/kernels/weights_flow.h"
#include "core/model/ode_flow.h"
#include "core/model/trajectory.h"

namespace la {
namespace {

// x' = V W x with V W = 1: one hidden unit, the identity, first coordinate only.
Weights growth(int layers, ResidualScale scale) {
    Weights out{.network = {.layers = layers,
                            .hidden = 1,
                            .activation = Activation::Identity,
                            .scale = scale},
                .classes = 2,
                .values = {}};
    const WeightLayout layout(out.network, 2);
    out.values.assign(layout.size, 0.0f);
    for (int k = 0; k < layers; ++k) {
        out.values[layout.w(k)] = 1;
        out.values[layout.v(k)] = 1;
    }
    return out;
}

Weights random_network(int layers, ResidualScale scale, HeadKind head = HeadKind::Learned) {
    Weights out{.network = {.layers = layers, .hidden = 4, .dimension = 3, .scale = scale},
                .classes = 3,
                .values = {}};
    out.network.head.kind = head;
    Random random(5);
    out.values.resize(WeightLayout(out.network, 3).size);
    for (float& value : out.values) {
        value = static_cast<float>(random.normal());
    }
    return out;
}

double end_of(const Weights& weights) {
    const WeightsFlow flow(std::make_shared<Weights>(weights));
    return trajectory(flow, std::vector<float>{1, 0}).cloud(flow.layers())[0];
}

// Constant weights: Euler's method with finer steps, (1 + 1/n)^n.
TEST(Refine, OfConstantWeightsIsEulerWithFinerSteps) {
    const Weights four = growth(4, ResidualScale::OneOverL);
    EXPECT_NEAR(end_of(four), 2.44140625, 1e-6);
    EXPECT_NEAR(end_of(refined(four, 2)), std::pow(1.125, 8), 1e-6);
    EXPECT_NEAR(end_of(refined(four, 4)), 2.63792850, 1e-6);
    EXPECT_NEAR(end_of(refined(four, 256)), std::exp(1), 2e-3);
    EXPECT_EQ(refined(four, 1).values, four.values);
    // L (e - (1 + 1/L)^L) -> e/2
    EXPECT_NEAR(4 * (std::numbers::e - end_of(four)), 1.1075023, 1e-5);
    EXPECT_NEAR(16 * (std::numbers::e - end_of(refined(four, 4))), 1.2856533, 1e-4);
    EXPECT_NEAR(64 * (std::numbers::e - end_of(refined(four, 16))), 1.3399601, 1e-3);
}

TEST(Refine, KeepsARampInsideTheCentres) {
    const int layers = 8, factor = 4;
    Weights ramp = growth(layers, ResidualScale::OneOverL);
    const WeightLayout layout(ramp.network, 2);
    for (int k = 0; k < layers; ++k) {
        ramp.values[layout.b(k)] = static_cast<float>((k + 0.5) / layers);
    }
    const Weights fine = refined(ramp, factor);
    const WeightLayout of(fine.network, 2);
    for (int j = 0; j < layers * factor; ++j) {
        const double s = (j + 0.5) / (layers * factor);
        const double expected = std::clamp(s, 0.5 / layers, 1 - 0.5 / layers);
        EXPECT_NEAR(fine.values[of.b(j)], expected, 1e-6) << j;
    }
}

// L h V is the velocity: it is the same at the same depth, whatever the scale h.
TEST(Refine, KeepsTheVelocityUnderEveryScale) {
    for (const ResidualScale scale :
         {ResidualScale::One, ResidualScale::OneOverL, ResidualScale::OneOverSqrtL}) {
        const Weights coarse = random_network(6, scale);
        for (const int factor : {2, 4}) {
            const Weights fine = refined(coarse, factor);
            const WeightLayout from(coarse.network, 3), to(fine.network, 3);
            const auto velocity = [](const Weights& w, std::size_t at) {
                return w.network.layers * residual_scale(w.network) * w.values[at];
            };
            for (int k = 0; k + 1 < 6; ++k) {  // halfway between two centres
                const int j = factor * (k + 1);
                for (std::size_t i = 0; i < from.weight; ++i) {
                    const double here =
                        (velocity(fine, to.v(j - 1) + i) + velocity(fine, to.v(j) + i)) / 2;
                    const double there =
                        (velocity(coarse, from.v(k) + i) + velocity(coarse, from.v(k + 1) + i)) / 2;
                    EXPECT_NEAR(here, there, 1e-5);
                }
            }
            for (std::size_t i = from.head_weight; i < from.size; ++i) {
                EXPECT_EQ(fine.values[to.head_weight + i - from.head_weight], coarse.values[i]);
            }
        }
    }
}

TEST(Refine, OfOneLayerCopiesIt) {
    const Weights one = random_network(1, ResidualScale::OneOverL, HeadKind::Learned);
    const Weights four = refined(one, 4);
    const WeightLayout layout(four.network, 3);
    for (int k = 0; k < 4; ++k) {
        for (std::size_t i = 0; i < layout.per_layer; ++i) {
            EXPECT_EQ(four.values[layout.w(k) + i], one.values[i]);
        }
    }
}

TEST(Refine, HasALimit) {
    EXPECT_NO_THROW(refined(growth(256, ResidualScale::OneOverL), 4));
    EXPECT_THROW(refined(growth(300, ResidualScale::OneOverL), 4), Error);
}

// x' = x from 1 is e at s = 1; Runge and Kutta's error is of fourth order.
TEST(OdeFlow, OfConstantWeightsIsTheExponential) {
    for (const ResidualScale scale : {ResidualScale::OneOverL, ResidualScale::One}) {
        Weights w = growth(4, scale);
        if (scale == ResidualScale::One) {
            const WeightLayout layout(w.network, 2);
            for (int k = 0; k < 4; ++k) {
                w.values[layout.v(k)] = 0.25f;
            }
        }
        const std::vector<float> states = ode_states(w, std::vector<float>{1, 0});
        ASSERT_EQ(states.size(), 10u);
        for (int k = 0; k <= 4; ++k) {
            EXPECT_NEAR(states[static_cast<std::size_t>(2 * k)], std::exp(k / 4.0), 2e-6);
        }
    }
}

// The refined network comes nearer to the ODE the finer it is, in proportion to its step.
TEST(OdeFlow, IsTheLimitOfRefinement) {
    for (const Activation activation : {Activation::Tanh, Activation::Gelu, Activation::Softplus}) {
        Weights w = random_network(6, ResidualScale::OneOverL);
        w.network.activation = activation;
        const std::vector<float> x{0.3f, -0.2f, 0.1f, -1, 0.5f, 0};
        const std::vector<float> ode = ode_states(w, x);
        const std::span<const float> end = std::span(ode).last(x.size());
        std::vector<double> error;
        for (const int factor : {8, 32, 128}) {
            const WeightsFlow flow(std::make_shared<Weights>(refined(w, factor)));
            error.push_back(
                std::sqrt(mean_squared_distance(trajectory(flow, x).cloud(flow.layers()), end, 3)));
        }
        EXPECT_NEAR(error[0] / error[1], 4, 0.8);
        EXPECT_NEAR(error[1] / error[2], 4, 0.4);
    }
}

}  // namespace
}  // namespace la
