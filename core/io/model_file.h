#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include <glm/vec2.hpp>

#include "core/model/flow.h"
#include "core/model/model_file.h"
#include "core/model/weights.h"

namespace la {

// model.pt as TorchScript: forward, trajectory, tail, the parameters and the configuration of this
// one network. Same network, same bytes. Loads LibTorch.
std::string model_bytes(const Weights& weights, const Config& config);

// Our own files, other TorchScript files, and torch.save(dict(net.state_dict()), f) from Python.
// Throws Error naming the file. Loads LibTorch.
ModelFile read_model(const std::filesystem::path& path);

// Somebody's network as a TorchScript file, of any architecture inside: trajectory(x), the states
// [L+1, n, q] of points x [n, 2], and where it has them forward(x) and tail(x, k), the logits
// [n, classes] from states at layer k. Without them there are as many classes as told. Error naming
// the file and what does not fit, tried on these points. Loads LibTorch.
std::shared_ptr<const Flow> read_flow(const std::filesystem::path& path,
                                      std::span<const glm::vec2> points, int classes);

// The weights of a network of this shape. Error naming the first parameter that is missing, too
// many, of another shape or not finite; also where a far head, which is no part of the weights, has
// other values in the file. `path` is for the messages.
Weights weights_of(const ModelFile& model, const NetworkConfig& network, int classes,
                   const std::filesystem::path& path);

}  // namespace la
