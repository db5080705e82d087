#include "core/measure/smoothness.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

namespace la {

namespace {

constexpr int kFewLayers = 8;
constexpr double kConstant = 1e-20;  // of sum |Z|^2: less variation than this is rounding

double squared_distance(std::span<const float> a, std::span<const float> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = static_cast<double>(b[i]) - a[i];
        sum += difference * difference;
    }
    return sum;
}

// sum_k |Z_k - mean|^2 and sum_k |Z_k|^2.
struct Spread {
    double variation = 0, size = 0;
};

Spread spread(std::span<const float> layers, std::size_t per_layer) {
    const std::size_t count = layers.size() / per_layer;
    Spread out;
    for (std::size_t i = 0; i < per_layer; ++i) {
        double mean = 0;
        for (std::size_t k = 0; k < count; ++k) {
            mean += layers[k * per_layer + i];
        }
        mean /= static_cast<double>(count);
        for (std::size_t k = 0; k < count; ++k) {
            const double z = layers[k * per_layer + i];
            out.variation += (z - mean) * (z - mean);
            out.size += z * z;
        }
    }
    return out;
}

DepthCharacter character_of(double half_waves, int layers) {
    if (half_waves <= layers / 8.0) {
        return DepthCharacter::OdeLike;
    }
    return half_waves >= 0.4 * layers ? DepthCharacter::WhiteNoise : DepthCharacter::Rough;
}

}  // namespace

Smoothness smoothness(const Weights& weights) {
    const WeightLayout layout(weights.network, weights.classes);
    const int layers = weights.network.layers;
    const std::span<const float> all =
        std::span(weights.values).first(layout.per_layer * static_cast<std::size_t>(layers));
    // [W b] comes first in a layer, [V c] after it.
    const std::size_t inner = layout.weight + layout.hidden;
    Smoothness out;
    double squares = 0;
    for (int k = 0; k + 1 < layers; ++k) {
        const std::span<const float> now = all.subspan(layout.w(k), layout.per_layer);
        const std::span<const float> next = all.subspan(layout.w(k + 1), layout.per_layer);
        const double first = squared_distance(now.first(inner), next.first(inner));
        const double second = squared_distance(now.subspan(inner), next.subspan(inner));
        squares += first + second;
        out.jump.push_back(std::sqrt(first) + std::sqrt(second));
        out.max_jump = std::max(out.max_jump, out.jump.back());
    }
    out.lipschitz = layers * out.max_jump;
    const Spread of = spread(all, layout.per_layer);
    const bool constant = of.variation <= kConstant * of.size;
    if (!constant) {
        out.vn = squares / of.variation;
        out.half_waves =
            2 * layers / std::numbers::pi * std::asin(std::min(1.0, std::sqrt(out.vn) / 2));
    }
    if (layers >= kFewLayers) {
        out.character = constant ? DepthCharacter::Constant : character_of(out.half_waves, layers);
    }
    return out;
}

}  // namespace la
