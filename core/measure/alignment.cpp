#include "core/measure/alignment.h"

#include <cmath>
#include <limits>

#include "core/measure/point_loss.h"
#include "core/measure/visit_jacobians.h"

namespace la {

namespace {

// out = J^T g, J [g.size()][q].
void pull_back(std::span<const float> jacobian, std::span<const double> g, double* out, int q) {
    for (int c = 0; c < q; ++c) {
        out[c] = 0;
        for (std::size_t r = 0; r < g.size(); ++r) {
            out[c] += jacobian[r * q + c] * g[r];
        }
    }
}

}  // namespace

std::vector<double> descent_directions(const DifferentiableFlow& flow, const Trajectory& path,
                                       LossKind loss, std::span<const std::uint8_t> labels,
                                       std::span<const float> values) {
    const int q = path.dimension;
    const std::size_t n = path.points;
    const std::size_t classes = flow.classes();
    std::vector<double> out((path.layers + 1) * n * q);

    std::vector<float> logits(n * classes), head(n * classes * q);
    flow.head(path.cloud(path.layers), logits);
    flow.head_jacobians(path.cloud(path.layers), head);
    std::vector<double> slope(classes);
    for (std::size_t i = 0; i < n; ++i) {
        if (!values.empty()) {
            slope[0] = 2.0 * (static_cast<double>(logits[i]) - values[i]);
        } else {
            point_loss_gradient(loss, {logits.data() + i * classes, classes}, labels[i], slope);
        }
        for (double& s : slope) {
            s = -s;
        }
        pull_back({head.data() + i * classes * q, classes * q}, slope,
                  out.data() + (path.layers * n + i) * q, q);
    }
    for (int k = path.layers - 1; k >= 0; --k) {
        visit_jacobians(
            flow, k, path.cloud(k), [&](std::size_t i, std::span<const float> jacobian) {
                const std::span<const double> later(out.data() + ((k + 1) * n + i) * q, q);
                pull_back(jacobian, later, out.data() + (k * n + i) * q, q);
            });
    }
    return out;
}

Alignment alignment(const DifferentiableFlow& flow, const Trajectory& path, LossKind loss,
                    std::span<const std::uint8_t> labels, std::span<const float> values) {
    const std::vector<double> descent = descent_directions(flow, path, loss, labels, values);
    const int q = path.dimension;
    const std::size_t n = path.points;
    Alignment out{.points = path.points};
    for (int k = 0; k < path.layers; ++k) {
        const auto x = path.cloud(k), y = path.cloud(k + 1);
        double sum = 0;
        int counting = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const double* g = descent.data() + (k * n + i) * q;
            double rr = 0, gg = 0, rg = 0;
            for (int c = 0; c < q; ++c) {
                const double r = static_cast<double>(y[i * q + c]) - x[i * q + c];
                rr += r * r;
                gg += g[c] * g[c];
                rg += r * g[c];
            }
            if (rr > 0 && gg > 0) {
                sum += rg / (std::sqrt(rr) * std::sqrt(gg));
                ++counting;
            }
        }
        out.cosine.push_back(counting > 0 ? sum / counting
                                          : std::numeric_limits<double>::quiet_NaN());
        out.counting.push_back(static_cast<double>(counting) / static_cast<double>(n));
    }
    return out;
}

}  // namespace la
