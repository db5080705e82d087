#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/model/config.h"

namespace la {

// Offsets of the parameters in the flat array of a network: layer after layer
//     W_k [hidden][dimension], b_k [hidden], V_k [dimension][hidden], c_k [dimension],
// then, for a learned head, head weight [classes][dimension] and head bias [classes].
// In files these are blocks.{k}.fc1.weight, fc1.bias, fc2.weight, fc2.bias, head.weight, head.bias.
//
// Of a network of three layers: W [hidden][dimension], b [hidden], then as its head
// V [classes][hidden], c [classes]; in files hidden.weight, hidden.bias, output.weight,
// output.bias.
struct WeightLayout {
    WeightLayout(const NetworkConfig& network, int classes);

    std::size_t w(int layer) const { return layer * per_layer; }
    std::size_t b(int layer) const { return w(layer) + weight; }
    std::size_t v(int layer) const { return b(layer) + hidden; }
    std::size_t c(int layer) const { return v(layer) + weight; }

    std::size_t hidden, dimension, weight;
    std::size_t per_layer;               // v and c are in it but for three layers
    std::size_t features;                // inputs of the head
    std::size_t head_weight, head_bias;  // == size for a fixed head
    std::size_t size;
};

// One network as a value.
struct Weights {
    NetworkConfig network;
    int classes = 2;
    std::vector<float> values;  // see WeightLayout
};

// Initial weights, from network.init and network.seed:
//   kaiming     N(0, std^2 * 2/fan_in) weights, zero biases
//   normal      N(0, std^2) weights and biases
//   orthogonal  (semi-)orthogonal matrices times std, zero biases
//   tied        one N(0, std^2) matrix W for all layers, V = 0, zero biases
//   iid         N(0, std^2) matrices W, V = 0, zero biases
//   gp          entries of W are Gaussian processes over the depth (gaussian_process.h), V = 0,
//               zero biases
// three_layer: W and V, and with normal both biases, by the same rule.
// A learned head starts as PyTorch's Linear does: U(-1/sqrt(dimension), 1/sqrt(dimension)).
Weights initial_weights(const NetworkConfig& network, int classes);

// FNV-1a over the bytes of the values, as 16 hexadecimal digits.
std::string weights_hash(const Weights& weights);

}  // namespace la
