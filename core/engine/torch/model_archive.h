#pragma once

#include <string>

#include "core/model/model_file.h"
#include "core/model/weights.h"

namespace la {

// The bytes of model.pt: TorchScript with the network as code, its parameters and config.json. They
// hold no file name and no time, so the same network gives the same bytes.
std::string save_archive(const Weights& weights, const std::string& config_json);

// Reads a TorchScript file, or a dict of tensors written by Python's torch.save. Throws Error
// without the file's name, which the caller adds.
ModelFile load_archive(const std::string& bytes);

}  // namespace la
