#include "core/model/refine.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/error.h"

namespace la {

std::vector<double> weights_at(const Weights& weights, double s) {
    const int layers = weights.network.layers;
    const WeightLayout layout(weights.network, weights.classes);
    const double place = s * layers - 0.5;
    const int layer = std::clamp(static_cast<int>(std::floor(place)), 0, std::max(0, layers - 2));
    const double t = layers > 1 ? std::clamp(place - layer, 0.0, 1.0) : 0.0;
    const float* before = weights.values.data() + layout.w(layer);
    const float* after = layers > 1 ? before + layout.per_layer : before;
    std::vector<double> out(layout.per_layer);
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = (1 - t) * before[i] + t * after[i];
    }
    return out;
}

Weights refined(const Weights& weights, int factor) {
    const int layers = weights.network.layers;
    if (layers * factor > kMaxRefinedLayers) {
        throw Error(std::to_string(layers) + " layers cannot be refined " + std::to_string(factor) +
                    " times: at most " + std::to_string(kMaxRefinedLayers) + " layers");
    }
    Weights out{.network = weights.network, .classes = weights.classes, .values = {}};
    out.network.layers = layers * factor;
    const WeightLayout from(weights.network, weights.classes);
    const WeightLayout to(out.network, weights.classes);
    out.values.resize(to.size);
    const double velocity =
        residual_scale(weights.network) / (factor * residual_scale(out.network));
    for (int j = 0; j < out.network.layers; ++j) {
        const std::vector<double> z = weights_at(weights, (j + 0.5) / out.network.layers);
        float* made = out.values.data() + to.w(j);
        const std::size_t inner = from.weight + from.hidden;  // W and b
        for (std::size_t i = 0; i < from.per_layer; ++i) {
            made[i] = static_cast<float>(i < inner ? z[i] : velocity * z[i]);
        }
    }
    std::copy(weights.values.begin() + static_cast<std::ptrdiff_t>(from.head_weight),
              weights.values.end(),
              out.values.begin() + static_cast<std::ptrdiff_t>(to.head_weight));
    return out;
}

}  // namespace la
