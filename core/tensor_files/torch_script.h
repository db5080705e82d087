#pragma once

#include <string>

#include "core/model/weights.h"

namespace la {

// The bytes of model.pt: TorchScript with the network as code (forward, trajectory, tail), its
// parameters and config.json. Written as text, so that LibTorch is not needed; read by
// torch.jit.load of PyTorch 1.6 and later. They hold no file name and no time, so the same network
// gives the same bytes.
std::string torch_script(const Weights& weights, const std::string& config_json);

}  // namespace la
