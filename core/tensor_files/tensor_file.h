#pragma once

#include <optional>
#include <string>

#include "core/model/model_file.h"

namespace la {

// The text of a safetensors file's metadata that has the config.json of the run.
inline constexpr const char* kConfigKey = "leastaction.config";

// Reads a file of tensors that is data: safetensors, what torch.save writes of tensors by name, and
// a model.pt of ours. Nothing of the file is executed. None for TorchScript of anybody else, which
// is a program. Throws Error without the file's name, also for other kinds of files.
std::optional<ModelFile> read_tensor_file(const std::string& bytes);

}  // namespace la
