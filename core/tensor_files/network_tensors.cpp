#include "core/tensor_files/network_tensors.h"

namespace la {

std::vector<ModelFile::Parameter> network_tensors(const Weights& weights) {
    const NetworkConfig& network = weights.network;
    const WeightLayout layout(network, weights.classes);
    const std::int64_t m = network.hidden, q = network.dimension, classes = weights.classes;
    std::vector<ModelFile::Parameter> out;
    const auto add = [&](const std::string& name, std::size_t offset,
                         std::vector<std::int64_t> shape) {
        std::size_t count = 1;
        for (const std::int64_t size : shape) {
            count *= static_cast<std::size_t>(size);
        }
        const auto from = weights.values.begin() + static_cast<std::ptrdiff_t>(offset);
        out.push_back({name, std::move(shape), {from, from + static_cast<std::ptrdiff_t>(count)}});
    };
    if (network.kind == NetworkKind::ThreeLayer) {
        add("hidden.weight", layout.w(0), {m, q});
        add("hidden.bias", layout.b(0), {m});
        add("output.weight", layout.head_weight, {classes, m});
        add("output.bias", layout.head_bias, {classes});
        return out;
    }
    for (int k = 0; k < network.layers; ++k) {
        const std::string block = "blocks." + std::to_string(k) + ".";
        add(block + "fc1.weight", layout.w(k), {m, q});
        add(block + "fc1.bias", layout.b(k), {m});
        add(block + "fc2.weight", layout.v(k), {q, m});
        add(block + "fc2.bias", layout.c(k), {q});
    }
    if (layout.head_weight != layout.size) {
        add("head.weight", layout.head_weight, {classes, q});
        add("head.bias", layout.head_bias, {classes});
    } else {
        std::vector<float> weight(static_cast<std::size_t>(classes * q)), bias(weights.classes);
        weight[0] = weight[1] = 1;
        bias[0] = static_cast<float>(network.head.intercept);
        out.push_back({"head.weight", {classes, q}, std::move(weight)});
        out.push_back({"head.bias", {classes}, std::move(bias)});
    }
    return out;
}

}  // namespace la
