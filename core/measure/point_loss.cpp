#include "core/measure/point_loss.h"

#include <algorithm>
#include <cmath>

namespace la {

double point_loss(LossKind kind, std::span<const float> z, int label) {
    const int classes = static_cast<int>(z.size());
    double out = 0;
    switch (kind) {
        case LossKind::CrossEntropy: {
            const double top = *std::ranges::max_element(z);
            for (const float logit : z) {
                out += std::exp(logit - top);
            }
            return std::log(out) + top - z[label];
        }
        case LossKind::Hinge:
            for (int c = 0; c < classes; ++c) {
                out += c == label ? 0.0 : std::max(0.0, 1.0 - z[label] + z[c]);
            }
            return out / classes;
        case LossKind::Mse:
            for (int c = 0; c < classes; ++c) {
                const double difference = z[c] - (c == label ? 1.0 : 0.0);
                out += difference * difference;
            }
            return out / classes;
    }
    return out;
}

double square_loss(float z, float value) {
    const double miss = static_cast<double>(z) - value;
    return miss * miss;
}

void point_loss_gradient(LossKind kind, std::span<const float> z, int label,
                         std::span<double> out) {
    const int classes = static_cast<int>(z.size());
    out[label] = 0;
    switch (kind) {
        case LossKind::CrossEntropy: {
            const double top = *std::ranges::max_element(z);
            double sum = 0;
            for (const float logit : z) {
                sum += std::exp(logit - top);
            }
            for (int c = 0; c < classes; ++c) {
                if (c != label) {
                    out[c] = std::exp(z[c] - top) / sum;
                    out[label] -= out[c];
                }
            }
            return;
        }
        case LossKind::Hinge:
            for (int c = 0; c < classes; ++c) {
                if (c != label) {
                    out[c] = 1.0 - z[label] + z[c] > 0 ? 1.0 / classes : 0.0;
                    out[label] -= out[c];
                }
            }
            return;
        case LossKind::Mse:
            for (int c = 0; c < classes; ++c) {
                out[c] = 2.0 * (z[c] - (c == label ? 1.0 : 0.0)) / classes;
            }
            return;
    }
}

}  // namespace la
