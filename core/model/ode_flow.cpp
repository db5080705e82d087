#include "core/model/ode_flow.h"

#include <algorithm>
#include <cmath>

#include "core/model/activation.h"
#include "core/model/refine.h"

namespace la {

namespace {

constexpr int kStepsPerLayer = 4;

// The right-hand side of the ODE at one s.
class Velocity {
  public:
    Velocity(const Weights& weights, double s)
        : layout_(weights.network, weights.classes),
          activation_(weights.network.activation),
          factor_(weights.network.layers * residual_scale(weights.network)),
          values_(weights_at(weights, s)) {}

    // out = the velocity of one point at x + offset * move, all [q].
    void at(const double* x, double offset, const double* move, double* out) const {
        const std::size_t q = layout_.dimension;
        const double* w = values_.data();
        const double* b = w + layout_.weight;
        const double* v = b + layout_.hidden;
        const double* c = v + layout_.weight;
        std::copy(c, c + q, out);
        for (std::size_t j = 0; j < layout_.hidden; ++j) {
            double z = b[j];
            for (std::size_t i = 0; i < q; ++i) {
                z += w[j * q + i] * (x[i] + offset * move[i]);
            }
            const double a = activate(activation_, z);
            for (std::size_t i = 0; i < q; ++i) {
                out[i] += v[i * layout_.hidden + j] * a;
            }
        }
        for (std::size_t i = 0; i < q; ++i) {
            out[i] *= factor_;
        }
    }

  private:
    WeightLayout layout_;
    Activation activation_;
    double factor_;
    std::vector<double> values_;  // one layer of WeightLayout
};

}  // namespace

std::vector<float> ode_states(const Weights& weights, std::span<const float> x) {
    const int layers = weights.network.layers;
    const int q = weights.network.dimension;
    const int steps = layers * kStepsPerLayer;
    std::vector<double> now(x.begin(), x.end());
    std::vector<float> out(x.begin(), x.end());
    out.reserve(x.size() * static_cast<std::size_t>(layers + 1));
    const double h = 1.0 / steps;
    std::vector<double> k(4 * static_cast<std::size_t>(q));
    double* const k1 = k.data();
    double* const k2 = k1 + q;
    double* const k3 = k2 + q;
    double* const k4 = k3 + q;
    Velocity end(weights, 0);
    for (int step = 0; step < steps; ++step) {
        const Velocity begin = end;
        const Velocity middle(weights, (step + 0.5) * h);
        end = Velocity(weights, (step + 1.0) * h);
        for (double* p = now.data(); p != now.data() + now.size(); p += q) {
            begin.at(p, 0, p, k1);
            middle.at(p, h / 2, k1, k2);
            middle.at(p, h / 2, k2, k3);
            end.at(p, h, k3, k4);
            for (int i = 0; i < q; ++i) {
                p[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
            }
        }
        if ((step + 1) % kStepsPerLayer == 0) {
            out.insert(out.end(), now.begin(), now.end());
        }
    }
    return out;
}

}  // namespace la
