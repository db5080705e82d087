#include "core/kernels/weights_flow.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/kernels/kernel.h"
#include "core/kernels/shape.h"

namespace la {

namespace {

// Points are taken in tiles with the coordinates apart, so that the compiler turns the inner loops
// over the points of a tile into vector instructions.
constexpr int kTile = 64;
constexpr int kMaxDimension = 16;
using Tile = float[kMaxDimension][kTile];

template<class Function>
[[gnu::always_inline]] inline void map(float* a, Function f) {
    for (int p = 0; p < kTile; ++p) {
        a[p] = f(a[p]);
    }
}

// sigma'(a) in place of a.
[[gnu::always_inline]] inline void slope(Activation kind, float* a) {
    switch (kind) {
        case Activation::Relu:
            map(a, [](float z) { return z > 0 ? 1.0f : 0.0f; });
            break;
        case Activation::Tanh:
            map(a, [](float z) {
                const float t = std::tanh(z);
                return 1 - t * t;
            });
            break;
        case Activation::Gelu:
            map(a, [](float z) {
                return 0.5f * (1 + std::erf(z * 0.70710678118654752f)) +
                       0.39894228040143268f * z * std::exp(-0.5f * z * z);
            });
            break;
        case Activation::Softplus:
            map(a, [](float z) { return 1 / (1 + std::exp(-z)); });
            break;
        case Activation::Identity:
            map(a, [](float) { return 1.0f; });
            break;
    }
}

struct Layer {
    const float *w, *b, *v;
    int hidden, dimension;
    Activation activation;
    float scale;
};

// The compiler makes one version per instruction set and the first call picks the machine's. (The
// sanitizers do not get along with the way it is picked.)
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
#    define LA_FOR_EVERY_ISA \
        __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#    define LA_FOR_EVERY_ISA
#endif

// a = b_j + W_j x: what enters hidden unit j.
[[gnu::always_inline]] inline void hidden_unit(const Layer& layer, int j, const Tile& x, float* a) {
    std::fill_n(a, kTile, layer.b[j]);
    for (int i = 0; i < layer.dimension; ++i) {
        const float w = layer.w[j * layer.dimension + i];
        for (int p = 0; p < kTile; ++p) {
            a[p] += w * x[i][p];
        }
    }
}

// I + h V diag(sigma'(W x + b)) W, [q*q] rows of a tile.
LA_FOR_EVERY_ISA void jacobian_tile(const Layer& layer, const Tile& x, float (*out)[kTile]) {
    const int q = layer.dimension;
    for (int i = 0; i < q * q; ++i) {
        std::fill_n(out[i], kTile, i % (q + 1) == 0 ? 1.0f : 0.0f);
    }
    for (int j = 0; j < layer.hidden; ++j) {
        alignas(64) float a[kTile];
        hidden_unit(layer, j, x, a);
        slope(layer.activation, a);
        for (int i = 0; i < q; ++i) {
            for (int l = 0; l < q; ++l) {
                const float vw = layer.scale * layer.v[i * layer.hidden + j] * layer.w[j * q + l];
                float* entry = out[i * q + l];
                for (int p = 0; p < kTile; ++p) {
                    entry[p] += vw * a[p];
                }
            }
        }
    }
}

void load(std::span<const float> x, int dimension, int count, Tile& tile) {
    for (int i = 0; i < dimension; ++i) {
        for (int p = 0; p < kTile; ++p) {
            tile[i][p] = p < count ? x[p * dimension + i] : 0.0f;
        }
    }
}

Layer layer_of(const Weights& weights, const WeightLayout& layout, float scale, int k) {
    const float* values = weights.values.data();
    return {.w = values + layout.w(k),
            .b = values + layout.b(k),
            .v = values + layout.v(k),
            .hidden = weights.network.hidden,
            .dimension = weights.network.dimension,
            .activation = weights.network.activation,
            .scale = scale};
}

}  // namespace

WeightsFlow::WeightsFlow(std::shared_ptr<const Weights> weights)
    : weights_(std::move(weights)),
      layout_(weights_->network, weights_->classes),
      scale_(static_cast<float>(residual_scale(weights_->network))) {
    assert(weights_->values.size() == layout_.size);
    assert(weights_->network.dimension <= kMaxDimension);
}

void WeightsFlow::states(int from, std::span<const float> x, std::span<float> out) const {
    assert(out.size() == (layers() - from + 1) * x.size());
    std::copy(x.begin(), x.end(), out.begin());
    const fused::Shape shape = fused::shape_of(weights_->network, classes());
    fused::choose_kernel().flow({.shape = &shape,
                                 .weights = weights_->values.data(),
                                 .from = from,
                                 .x = x.data(),
                                 .count = static_cast<int>(x.size()) / dimension(),
                                 .out = out.data() + x.size(),
                                 .last = false});
}

void WeightsFlow::head(std::span<const float> x, std::span<float> logits) const {
    const int q = dimension();
    const std::size_t n = x.size() / q;
    const float intercept = static_cast<float>(weights_->network.head.intercept);
    for (std::size_t p = 0; p < n; ++p) {
        const float* state = x.data() + p * q;
        float* out = logits.data() + p * classes();
        if (!head_learned()) {
            out[0] = state[0] + state[1] + intercept;
            out[1] = 0;
            continue;
        }
        for (int c = 0; c < classes(); ++c) {
            out[c] = weights_->values[layout_.head_bias + c];
            for (int i = 0; i < q; ++i) {
                out[c] += weights_->values[layout_.head_weight + c * q + i] * state[i];
            }
        }
    }
}

void WeightsFlow::tail(int from, std::span<const float> x, std::span<float> logits) const {
    std::vector<float> last(x.begin(), x.end());
    const fused::Shape shape = fused::shape_of(weights_->network, classes());
    fused::choose_kernel().flow({.shape = &shape,
                                 .weights = weights_->values.data(),
                                 .from = from,
                                 .x = x.data(),
                                 .count = static_cast<int>(x.size()) / dimension(),
                                 .out = last.data(),
                                 .last = true});
    head(last, logits);
}

void WeightsFlow::jacobians(int k, std::span<const float> x, std::span<float> out) const {
    const std::size_t q = dimension();
    const std::size_t n = x.size() / q;
    assert(out.size() == n * q * q);
    const Layer layer = layer_of(*weights_, layout_, scale_, k);
    alignas(64) float entries[kMaxDimension * kMaxDimension][kTile];
    for (std::size_t at = 0; at < n; at += kTile) {
        const std::size_t count = std::min<std::size_t>(kTile, n - at);
        alignas(64) Tile tile;
        load(x.subspan(at * q), static_cast<int>(q), static_cast<int>(count), tile);
        jacobian_tile(layer, tile, entries);
        for (std::size_t p = 0; p < count; ++p) {
            for (std::size_t i = 0; i < q * q; ++i) {
                out[(at + p) * q * q + i] = entries[i][p];
            }
        }
    }
}

void WeightsFlow::head_jacobians(std::span<const float> x, std::span<float> out) const {
    const std::size_t q = dimension();
    const std::size_t entries = classes() * q;
    std::vector<float> head(entries, 0.0f);
    if (head_learned()) {
        std::copy_n(weights_->values.begin() + layout_.head_weight, entries, head.begin());
    } else {
        head[0] = head[1] = 1;  // logit 0 is x_0 + x_1 + intercept
    }
    for (std::size_t p = 0; p < x.size() / q; ++p) {
        std::copy(head.begin(), head.end(), out.begin() + p * entries);
    }
}

}  // namespace la
