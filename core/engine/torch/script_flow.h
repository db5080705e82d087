#pragma once

#include <span>
#include <string>

#include <glm/vec2.hpp>

#include "core/model/script_flow.h"

namespace la {

// Opens a TorchScript model as a flow and tries it on `points` [n, 2]. trajectory(x) must give
// floating-point states [L+1, n, q]: a tensor, a list of L+1 tensors [n, q], or a tuple that holds
// one of these. forward(x) and tail(x, k) may give logits [n, classes] or one logit a point, alone
// or in a tuple or dict; where they give something else they are left out, which the notes say.
// `classes` counts if the model gives no logits. Throws Error without the file's name.
OpenedFlow open_flow(const std::string& bytes, std::span<const glm::vec2> points, int classes);

}  // namespace la
