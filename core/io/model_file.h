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

// The bytes of model.pt, a TorchScript file: forward, trajectory, tail, the parameters and the
// configuration of one network. Same network, same bytes. Loads LibTorch.
std::string model_bytes(const Weights& weights, const Config& config);

// Throws Error if what writes models is missing: LibTorch. Loads it.
void require_model_writer();

// Reads our own files, other TorchScript files, and torch.save(dict(net.state_dict()), f) from
// Python. Throws Error naming the file. Loads LibTorch.
ModelFile read_model(const std::filesystem::path& path);

// Reads a TorchScript network of any architecture. It has trajectory(x), which gives the states
// [L+1, n, q] of points x [n, 2], and optionally forward(x) and tail(x, k), which give the logits
// [n, classes] of points and of states at layer k; without these it has `classes` classes. Throws
// Error naming the file and what does not fit, tried on these points. Loads LibTorch.
std::shared_ptr<const Flow> read_flow(const std::filesystem::path& path,
                                      std::span<const glm::vec2> points, int classes);

// The weights of a network of this shape. Throws Error naming the first parameter that is missing,
// unknown, of another shape or not finite, and if the file has another far head than the
// configuration. `path` is for messages.
Weights weights_of(const ModelFile& model, const NetworkConfig& network, int classes,
                   const std::filesystem::path& path);

}  // namespace la
