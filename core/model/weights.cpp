#include "core/model/weights.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>

#include "core/base/random.h"
#include "core/model/gaussian_process.h"

namespace la {

WeightLayout::WeightLayout(const NetworkConfig& network, int classes)
    : hidden(network.hidden),
      dimension(network.dimension),
      weight(hidden * dimension),
      per_layer(network.kind == NetworkKind::Residual ? 2 * weight + hidden + dimension
                                                      : weight + hidden),
      features(network.kind == NetworkKind::Residual ? dimension : hidden),
      head_weight(network.layers * per_layer) {
    const bool learned = network.head.kind == HeadKind::Learned || classes != 2 ||
                         network.kind == NetworkKind::ThreeLayer;
    head_bias = head_weight + (learned ? classes * features : 0);
    size = head_bias + (learned ? classes : 0);
}

namespace {

void fill_normal(std::span<float> out, double std, Random& random) {
    for (float& value : out) {
        value = static_cast<float>(std * random.normal());
    }
}

// gain times a rows x cols matrix whose rows or columns, whichever are fewer, are orthonormal: by
// Gram-Schmidt on a Gaussian matrix, twice for accuracy.
void fill_orthogonal(std::span<float> out, int rows, int cols, double gain, Random& random) {
    const bool by_rows = rows <= cols;
    const int count = by_rows ? rows : cols;
    const int length = by_rows ? cols : rows;
    std::vector<double> basis(static_cast<std::size_t>(count) * length);
    for (double& value : basis) {
        value = random.normal();
    }
    for (int i = 0; i < count; ++i) {
        double* v = basis.data() + static_cast<std::size_t>(i) * length;
        for (int pass = 0; pass < 2; ++pass) {
            for (int j = 0; j < i; ++j) {
                const double* u = basis.data() + static_cast<std::size_t>(j) * length;
                double dot = 0;
                for (int n = 0; n < length; ++n) {
                    dot += u[n] * v[n];
                }
                for (int n = 0; n < length; ++n) {
                    v[n] -= dot * u[n];
                }
            }
        }
        double norm = 0;
        for (int n = 0; n < length; ++n) {
            norm += v[n] * v[n];
        }
        norm = std::sqrt(norm);
        for (int n = 0; n < length; ++n) {
            v[n] /= norm;
        }
    }
    for (int r = 0; r < rows; ++r) {
        for (int c = 0; c < cols; ++c) {
            const std::size_t at = by_rows ? static_cast<std::size_t>(r) * length + c
                                           : static_cast<std::size_t>(c) * length + r;
            out[static_cast<std::size_t>(r) * cols + c] = static_cast<float>(gain * basis[at]);
        }
    }
}

// Every entry of W, with its own course over the layers.
void fill_processes(std::span<float> all, const NetworkConfig& network, const WeightLayout& layout,
                    Random& random) {
    const GaussianProcess process(network.layers, network.init.length);
    for (std::size_t i = 0; i < layout.weight; ++i) {
        const std::vector<double> course = process.sample(random);
        for (int k = 0; k < network.layers; ++k) {
            all[layout.w(k) + i] = static_cast<float>(network.init.std * course[k]);
        }
    }
}

void fill_three_layer(std::span<float> all, const NetworkConfig& network, int classes,
                      const WeightLayout& layout, Random& random) {
    const auto w = all.subspan(layout.w(0), layout.weight);
    const auto v = all.subspan(layout.head_weight, layout.head_bias - layout.head_weight);
    const double std = network.init.std;
    if (network.init.kind == InitKind::Normal) {
        fill_normal(all, std, random);
    } else if (network.init.kind == InitKind::Orthogonal) {
        fill_orthogonal(w, network.hidden, network.dimension, std, random);
        fill_orthogonal(v, classes, network.hidden, std, random);
    } else {
        fill_normal(w, std * std::sqrt(2.0 / network.dimension), random);
        fill_normal(v, std * std::sqrt(2.0 / network.hidden), random);
    }
}

}  // namespace

Weights initial_weights(const NetworkConfig& network, int classes) {
    const WeightLayout layout(network, classes);
    Weights out{network, classes, std::vector<float>(layout.size, 0.0f)};
    Random random(network.seed);
    const std::span<float> all(out.values);
    if (network.kind == NetworkKind::ThreeLayer) {
        fill_three_layer(all, network, classes, layout, random);
        return out;
    }
    const double std = network.init.std;
    for (int k = 0; k < network.layers; ++k) {
        const auto w = all.subspan(layout.w(k), layout.weight);
        const auto b = all.subspan(layout.b(k), layout.hidden);
        const auto v = all.subspan(layout.v(k), layout.weight);
        const auto c = all.subspan(layout.c(k), layout.dimension);
        switch (network.init.kind) {
            case InitKind::Kaiming:
                fill_normal(w, std * std::sqrt(2.0 / network.dimension), random);
                fill_normal(v, std * std::sqrt(2.0 / network.hidden), random);
                break;
            case InitKind::Normal:
                fill_normal(w, std, random);
                fill_normal(b, std, random);
                fill_normal(v, std, random);
                fill_normal(c, std, random);
                break;
            case InitKind::Orthogonal:
                fill_orthogonal(w, network.hidden, network.dimension, std, random);
                fill_orthogonal(v, network.dimension, network.hidden, std, random);
                break;
            case InitKind::Tied:
                if (k == 0) {
                    fill_normal(w, std, random);
                } else {
                    std::copy_n(all.begin() + layout.w(0), layout.weight, w.begin());
                }
                break;
            case InitKind::Iid:
                fill_normal(w, std, random);
                break;
            case InitKind::Gp:  // of all layers at once
                break;
        }
    }
    if (network.init.kind == InitKind::Gp) {
        fill_processes(all, network, layout, random);
    }
    const double bound = 1 / std::sqrt(static_cast<double>(network.dimension));
    for (std::size_t i = layout.head_weight; i < layout.size; ++i) {
        all[i] = static_cast<float>(bound * (2 * random.uniform() - 1));
    }
    return out;
}

std::string weights_hash(const Weights& weights) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const std::byte byte : std::as_bytes(std::span(weights.values))) {
        hash = (hash ^ static_cast<std::uint64_t>(byte)) * 0x100000001b3u;
    }
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
    return text;
}

}  // namespace la
