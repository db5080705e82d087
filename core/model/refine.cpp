#include "core/model/refine.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/error.h"

namespace la {

BetweenLayers between_layers(double s, int layers) {
    const double place = s * layers - 0.5;
    const int layer = std::clamp(static_cast<int>(std::floor(place)), 0, std::max(0, layers - 2));
    return {layer, layers > 1 ? std::clamp(place - layer, 0.0, 1.0) : 0.0};
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
        const BetweenLayers at = between_layers((j + 0.5) / out.network.layers, layers);
        const float* before = weights.values.data() + from.w(at.layer);
        const float* after = layers > 1 ? before + from.per_layer : before;
        float* made = out.values.data() + to.w(j);
        const std::size_t inner = from.weight + from.hidden;  // W and b
        for (std::size_t i = 0; i < from.per_layer; ++i) {
            const double z = (1 - at.fraction) * before[i] + at.fraction * after[i];
            made[i] = static_cast<float>(i < inner ? z : velocity * z);
        }
    }
    std::copy(weights.values.begin() + static_cast<std::ptrdiff_t>(from.head_weight),
              weights.values.end(),
              out.values.begin() + static_cast<std::ptrdiff_t>(to.head_weight));
    return out;
}

}  // namespace la
