#pragma once

#include <string>

#include "core/model/model_file.h"
#include "core/model/weights.h"

namespace la {

// model.pt as bytes: TorchScript with the network as code, its parameters and config.json. The
// same network gives the same bytes: neither a file name nor the time is in them.
std::string save_archive(const Weights& weights, const std::string& config_json);

// Reads a TorchScript file or a dict of tensors that Python's torch.save wrote. Error without the
// file's name, which the caller has.
ModelFile load_archive(const std::string& bytes);

}  // namespace la
