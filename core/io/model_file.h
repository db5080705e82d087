#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/model/weights.h"

namespace la {

// What a model file holds: parameters by name, and config.json where the file is our own.
struct ModelFile {
    struct Parameter {
        std::string name;  // blocks.{k}.fc1.weight, ...; see WeightLayout
        std::vector<std::int64_t> shape;
        std::vector<float> values;  // row-major
    };
    std::vector<Parameter> parameters;
    std::string config;  // empty: none
};

// model.pt as TorchScript: forward, trajectory, tail, the parameters and the configuration of this
// one network. Same network, same bytes. Loads LibTorch.
std::string model_bytes(const Weights& weights, const Config& config);

// Our own files, other TorchScript files, and torch.save(dict(net.state_dict()), f) from Python.
// Throws Error naming the file. Loads LibTorch.
ModelFile read_model(const std::filesystem::path& path);

// The weights of a network of this shape. Error naming the first parameter that is missing, too
// many, of another shape or not finite; also where a far head, which is no part of the weights, has
// other values in the file. `path` is for the messages.
Weights weights_of(const ModelFile& model, const NetworkConfig& network, int classes,
                   const std::filesystem::path& path);

}  // namespace la
