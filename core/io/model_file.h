#pragma once

#include <filesystem>
#include <string>

#include "core/model/model_file.h"
#include "core/model/weights.h"

namespace la {

// The bytes of model.pt, a TorchScript file: forward, trajectory, tail, the parameters and the
// configuration of one network. Same network, same bytes. Loads LibTorch.
std::string model_bytes(const Weights& weights, const Config& config);

// Throws Error if what writes models is missing: LibTorch. Loads it.
void require_model_writer();

// The weights of a network of this shape. Throws Error naming the first parameter that is missing,
// unknown, of another shape or not finite, and if the file has another far head than the
// configuration. `path` is for messages.
Weights weights_of(const ModelFile& model, const NetworkConfig& network, int classes,
                   const std::filesystem::path& path);

}  // namespace la
