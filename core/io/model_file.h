#pragma once

#include <filesystem>
#include <string>

#include "core/model/model_file.h"
#include "core/model/weights.h"

namespace la {

// The bytes of model.pt, a TorchScript file: forward, trajectory, tail, the parameters and the
// configuration of one network. Same network, same bytes.
std::string model_bytes(const Weights& weights, const Config& config);

// The bytes of model.safetensors: the parameters, in single precision, and the configuration as the
// text "leastaction.config" of its metadata. Data, no program. Same network, same bytes.
std::string weight_bytes(const Weights& weights, const Config& config);

// Gives a configuration the sizes, and the head, of the network whose parameters a file has by the
// names of WeightLayout; with other names it stays as it is.
void take_sizes(Config& config, const ModelFile& model);

// The weights of a network of this shape. Throws Error naming the first parameter that is missing,
// unknown, of another shape or not finite, and if the file has another far head than the
// configuration. `path` is for messages.
Weights weights_of(const ModelFile& model, const NetworkConfig& network, int classes,
                   const std::filesystem::path& path);

}  // namespace la
