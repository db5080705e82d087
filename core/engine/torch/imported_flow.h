#pragma once

#include <memory>
#include <span>
#include <string>

#include <glm/vec2.hpp>

#include "core/model/flow.h"

namespace la {

// Opens a TorchScript model as a flow. It must have trajectory(x) [L+1, n, q] of x [n, 2], and may
// have forward(x) and tail(x, k), logits [n, classes]. Tries all of them on `points` and throws
// Error, without the file's name, if a shape does not fit. `classes` counts if the model gives no
// logits.
std::shared_ptr<const Flow> open_flow(const std::string& bytes, std::span<const glm::vec2> points,
                                      int classes);

}  // namespace la
