// Residual networks of one number whose limit of many layers is known in closed form: the layers
// follow the gradient L times as fast as the head, as of arXiv 2309.01213. Only one weight of a
// layer moves; the others stay, as in its theory.

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "core/data/dataset.h"
#include "core/engine/exact/hessian.h"
#include "core/model/weights.h"

namespace la {
namespace {

// h_{k+1} = h_k + (1/L) s(w_k h_k), h_0 = 1, with loss (h_L - y)^2.
class OneNumber {
  public:
    OneNumber(int layers, Activation activation, double y)
        : network_{.layers = layers,
                   .hidden = 1,
                   .activation = activation,
                   .scale = ResidualScale::OneOverL,
                   .head = {.kind = HeadKind::Learned}},
          layout_(network_, 1),
          data_(one_point(y)),
          objective_(network_, {.loss = LossKind::Mse, .mode = Mode::None}, data_),
          weights_(layout_.size) {
        for (int k = 0; k < layers; ++k) {
            weights_[layout_.v(k)] = 1;
        }
        weights_[layout_.head_weight] = 1;
    }

    double w(int layer) const { return weights_[layout_.w(layer)]; }
    void set_w(int layer, double value) { weights_[layout_.w(layer)] = value; }

    // h_L
    double end() {
        const double far = std::sqrt(objective_.loss(weights_, kPoint));
        return data_.values[0] - far;  // it comes from below
    }

    // Runge and Kutta's fourth order for dw/dt = -L dLoss/dw.
    void flow(double time, int steps) {
        const double dt = time / steps;
        for (int i = 0; i < steps; ++i) {
            const std::vector<double> start = weights_;
            const std::vector<double> a = slope();
            const std::vector<double> b = slope_from(start, a, dt / 2);
            const std::vector<double> c = slope_from(start, b, dt / 2);
            const std::vector<double> d = slope_from(start, c, dt);
            weights_ = start;
            for (int k = 0; k < network_.layers; ++k) {
                weights_[layout_.w(k)] += dt / 6 * (a[k] + 2 * b[k] + 2 * c[k] + d[k]);
            }
        }
    }

  private:
    static constexpr std::array<std::int32_t, 1> kPoint{0};

    static Dataset one_point(double y) {
        Dataset out;
        out.points = {{1, 0}};
        out.labels = {0};
        out.train = 1;
        set_values(out, {static_cast<float>(y)});
        return out;
    }

    std::vector<double> slope() {
        const ExactGradient at = objective_.evaluate(weights_, 0, kPoint);
        std::vector<double> out;
        for (int k = 0; k < network_.layers; ++k) {
            out.push_back(-network_.layers * at.gradient[layout_.w(k)]);
        }
        return out;
    }

    std::vector<double> slope_from(const std::vector<double>& start,
                                   const std::vector<double>& along, double dt) {
        weights_ = start;
        for (int k = 0; k < network_.layers; ++k) {
            weights_[layout_.w(k)] += dt * along[k];
        }
        return slope();
    }

    NetworkConfig network_;
    WeightLayout layout_;
    Dataset data_;
    ExactObjective objective_;
    std::vector<double> weights_;
};

// All layers stay alike, and u = h_L follows du/dt = 2 (y - u) u^2 as L grows. The numbers are
// those of SciPy's solve_ivp for the one equation that is left.
TEST(NeuralOde, ALinearNetworkFollowsItsOdeToFirstOrderInTheLayers) {
    struct Known {
        int layers;
        double u;
    };
    const double limit = 2.3088717019;
    double before = 0;
    for (const Known& known : {Known{4, 2.0477931435}, Known{16, 2.2335373364},
                               Known{64, 2.2893612544}, Known{256, 2.3039516211}}) {
        OneNumber net(known.layers, Activation::Identity, 3);
        net.flow(0.2, 200);
        EXPECT_NEAR(net.end(), known.u, 1e-8) << known.layers;
        for (int k = 1; k < known.layers; ++k) {
            EXPECT_NEAR(net.w(k), net.w(0), 1e-12);
        }
        const double away = limit - net.end();
        if (before > 0) {
            EXPECT_NEAR(before / away, 4, 0.6) << known.layers;  // of first order in 1/L
        }
        before = away;
    }
}

// The closed form itself: 2t = -(1/y)(1/u - 1/u_0) + (1/y^2) ln(u (y - u_0)/((y - u) u_0)).
TEST(NeuralOde, ItsLimitIsTheClosedForm) {
    const double y = 3, first = 1, u = 2.3088717019;
    const double t =
        0.5 * (-(1 / u - 1 / first) / y + std::log(u * (y - first) / ((y - u) * first)) / (y * y));
    EXPECT_NEAR(t, 0.2, 1e-9);
}

// Layers that begin apart stay apart, up to 1/L, whatever they learn.
TEST(NeuralOde, DifferencesBetweenLayersStay) {
    double before = 0;
    for (const int layers : {16, 64, 256}) {
        OneNumber net(layers, Activation::Identity, 3);
        const auto profile = [&](int k) { return (k % 2 ? 0.5 : -0.5) + 0.3 * std::cos(0.7 * k); };
        for (int k = 0; k < layers; ++k) {
            net.set_w(k, profile(k));
        }
        net.flow(0.2, 200);
        double away = 0;
        for (int k = 1; k < layers; ++k) {
            away = std::max(away, std::abs(net.w(k) - net.w(0) - profile(k) + profile(0)));
        }
        EXPECT_GT(net.w(0) - profile(0), 0.3) << "it has learned";
        if (before > 0) {
            EXPECT_NEAR(before / away, 4, 0.8) << layers;
        }
        before = away;
    }
}

// With relu and signs in turn, the layers with w < 0 never move, and the others end at
// 2L (2^{1/L} - 1), L of them: two curves in place of one, at any depth. Its limit is 2 ln 2.
TEST(NeuralOde, WithReluLayersOfTwoSignsNeverBecomeOneCurve) {
    struct Known {
        int active;
        double w;
    };
    for (const Known& known : {Known{2, 1.6568542}, Known{8, 1.4481237}, Known{32, 1.4014175}}) {
        const int layers = 2 * known.active;
        OneNumber net(layers, Activation::Relu, 2);
        for (int k = 0; k < layers; ++k) {
            net.set_w(k, k % 2 ? -0.1 : 0.1);
        }
        net.flow(12, 2400);
        double jump = 0;
        for (int k = 0; k < layers; ++k) {
            EXPECT_NEAR(net.w(k), k % 2 ? -0.1 : known.w, 1e-6) << known.active << ", layer " << k;
            jump = k > 0 ? std::max(jump, std::abs(net.w(k) - net.w(k - 1))) : jump;
        }
        EXPECT_GT(jump, 2 * std::log(2.0)) << "it does not shrink with the layers";
    }
}

}  // namespace
}  // namespace la
