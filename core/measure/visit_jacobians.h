#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "core/model/differentiable_flow.h"

namespace la {

// Calls visit(i, J) for every point i of x [n][q] at layer k, with J = dx_{k+1}/dx_k [q][q]. Works
// in pieces, so that the memory does not grow with the number of points.
template<class Visit>
void visit_jacobians(const DifferentiableFlow& flow, int k, std::span<const float> x, Visit visit) {
    constexpr std::size_t kPiece = 1024;
    const std::size_t q = flow.dimension();
    const std::size_t n = x.size() / q;
    std::vector<float> piece(std::min(kPiece, n) * q * q);
    for (std::size_t first = 0; first < n; first += kPiece) {
        const std::size_t count = std::min(kPiece, n - first);
        const std::span<float> out(piece.data(), count * q * q);
        flow.jacobians(k, x.subspan(first * q, count * q), out);
        for (std::size_t i = 0; i < count; ++i) {
            visit(first + i, std::span<const float>(out.subspan(i * q * q, q * q)));
        }
    }
}

}  // namespace la
