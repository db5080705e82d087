// Jacobians of a layer by every kernel against the formula in double precision.

#include <cmath>
#include <cstdlib>
#include <memory>

#include <gtest/gtest.h>

#include "core/base/random.h"
#include "core/kernels/weights_flow.h"
#include "tests/support/fused_cases.h"

namespace la {
namespace {

double slope(Activation kind, double z) {
    switch (kind) {
        case Activation::Relu:
            return z > 0 ? 1 : 0;
        case Activation::Tanh:
            return 1 - std::tanh(z) * std::tanh(z);
        case Activation::Gelu:
            return 0.5 * (1 + std::erf(z / std::sqrt(2.0))) +
                   z * std::exp(-0.5 * z * z) / std::sqrt(2 * 3.14159265358979323846);
        case Activation::Softplus:
            return 1 / (1 + std::exp(-z));
        case Activation::Identity:
            return 1;
        case Activation::Sigmoid:  // of networks of three layers alone
            break;
    }
    return 0;
}

// I + h V diag(sigma'(W x + b)) W, and the sum of the absolute terms of every entry.
struct Exact {
    std::vector<double> jacobian, size;  // [q][q]
};

Exact exact_jacobian(const Weights& weights, int k, const float* x) {
    const NetworkConfig& n = weights.network;
    const WeightLayout layout(n, weights.classes);
    const float* all = weights.values.data();
    const int q = n.dimension, m = n.hidden;
    Exact out{std::vector<double>(q * q), std::vector<double>(q * q, 1.0)};
    for (int i = 0; i < q; ++i) {
        out.jacobian[i * q + i] = 1;
    }
    for (int j = 0; j < m; ++j) {
        double z = all[layout.b(k) + j];
        for (int i = 0; i < q; ++i) {
            z += static_cast<double>(all[layout.w(k) + j * q + i]) * x[i];
        }
        const double factor = residual_scale(n) * slope(n.activation, z);
        for (int i = 0; i < q; ++i) {
            for (int l = 0; l < q; ++l) {
                const double term =
                    factor * all[layout.v(k) + i * m + j] * all[layout.w(k) + j * q + l];
                out.jacobian[i * q + l] += term;
                out.size[i * q + l] += std::abs(term);
            }
        }
    }
    return out;
}

class KernelJacobians : public testing::TestWithParam<const char*> {
  protected:
    KernelJacobians() { setenv("LEASTACTION_ISA", GetParam(), 1); }
    ~KernelJacobians() override { unsetenv("LEASTACTION_ISA"); }
};

TEST_P(KernelJacobians, AgreeWithTheFormulaToRounding) {
    constexpr int kLayer = 1;
    Random random(3);
    for (int sigma = 0; sigma < 5; ++sigma) {
        for (const int q : {2, 3, 8, 16}) {
            for (const int m : {1, 5, 64}) {
                const NetworkConfig network{.layers = 3,
                                            .hidden = m,
                                            .dimension = q,
                                            .activation = static_cast<Activation>(sigma),
                                            .scale = ResidualScale::OneOverL,
                                            .init = {InitKind::Normal, 0.7}};
                const auto weights = std::make_shared<Weights>(initial_weights(network, 2));
                const WeightsFlow flow(weights);
                for (const int n : {1, 15, 64, 65, 130}) {
                    std::vector<float> x(n * q), out(n * q * q);
                    for (float& value : x) {
                        value = static_cast<float>(2 * random.normal());
                    }
                    flow.jacobians(kLayer, x, out);
                    for (int p = 0; p < n; ++p) {
                        const Exact want = exact_jacobian(*weights, kLayer, x.data() + p * q);
                        for (int e = 0; e < q * q; ++e) {
                            ASSERT_NEAR(out[p * q * q + e], want.jacobian[e], 5e-6 * want.size[e])
                                << "activation " << sigma << " q " << q << " m " << m << " n " << n;
                        }
                    }
                }
            }
        }
    }
}

TEST_P(KernelJacobians, TakeTheLeftSideOfAKink) {
    auto weights = std::make_shared<Weights>();
    weights->network = {.layers = 1, .hidden = 1};
    const WeightLayout layout(weights->network, 2);
    weights->values.assign(layout.size, 0.0f);
    weights->values[layout.w(0)] = 1;
    weights->values[layout.v(0)] = -2;
    const std::vector<float> x{-1, 0, 0, 0, 1, 0};
    std::vector<float> out(12);
    WeightsFlow(weights).jacobians(0, x, out);
    EXPECT_EQ(out, (std::vector<float>{1, 0, 0, 1, 1, 0, 0, 1, -1, 0, 0, 1}));
}

INSTANTIATE_TEST_SUITE_P(Isa, KernelJacobians, testing::ValuesIn(instruction_sets()),
                         [](const auto& isa) { return isa.param; });

}  // namespace
}  // namespace la
