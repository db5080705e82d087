#pragma once

#include <memory>
#include <span>
#include <string>

#include <glm/vec2.hpp>

#include "core/model/flow.h"

namespace la {

// The flow of a TorchScript model with trajectory(x) [L+1, n, q] of x [n, 2], and, where it has
// them, forward(x) and tail(x, k), logits [n, classes]. `points` are tried on it: what does not fit
// is an Error without the file's name. `classes` is how many there are where nothing of it gives
// logits.
std::shared_ptr<const Flow> open_flow(const std::string& bytes, std::span<const glm::vec2> points,
                                      int classes);

}  // namespace la
