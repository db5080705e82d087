#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace la {

struct EngineSetup;

// Loss, penalty (before lambda), the gradient of loss + lambda * penalty and products of its
// Hessian with a direction, per member.
struct Evaluation {
    std::vector<double> loss;      // [members]
    std::vector<double> penalty;   // [members]
    std::vector<double> gradient;  // [members][size]
    std::vector<double> product;   // [members][size]; empty without directions
};

// The reference for correctness: the same objective in double precision by LibTorch's autograd,
// at weights [members][size] with penalty weights lambda [members] and, for products, directions
// [members][size]. Loads LibTorch; throws Error.
Evaluation evaluate_reference(const EngineSetup& setup, std::span<const double> weights,
                              std::span<const double> lambda, std::span<const std::int32_t> batch,
                              std::span<const double> directions = {});

}  // namespace la
