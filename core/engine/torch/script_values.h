#pragma once

#include <torch/script.h>

#include <cstdint>
#include <string>

namespace la {

// States and logits in what a stranger's TorchScript gives: a tensor, or the tensors of a list,
// tuple or dict.

std::string shape_of(const torch::Tensor& t);
// What a method gave, for messages: "[5, 400, 2]", "Tuple[Tensor, int]".
std::string kind_of(const c10::IValue& value);

// [L+1, n, q], or the points first.
enum class StatesLayout { Unknown, LayersFirst, PointsFirst };

// States [L+1, n, q] of n points: in one tensor, also as (times, states), or a cloud [n, q] for
// every layer. Undefined if there are none. Learns the layout where it is unknown.
torch::Tensor states_in(const c10::IValue& value, std::int64_t points, StatesLayout& layout);

// Logits [n, classes] of n points. Undefined if there are none.
struct GivenLogits {
    torch::Tensor logits;
    std::string note;  // how they were read, where they are none as they are
};
// One logit z a point stands for two classes with the logits 0 and z. A class (argmax) stands for
// the logit 1 among `classes` zeros; undefined if one is beyond.
GivenLogits logits_in(const c10::IValue& value, std::int64_t points, int classes);

}  // namespace la
