#pragma once

#include <string>

#include "core/engine/torch/recorder.h"

namespace la {

// Records CUDA graphs. Built only if LibTorch has CUDA (LEASTACTION_CUDA).
std::unique_ptr<Recorder> make_cuda_recorder(torch::Device device);

// "NVIDIA H200".
std::string cuda_device_name(torch::Device device);

}  // namespace la
