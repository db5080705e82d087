#pragma once

#include <optional>
#include <string>

#include "core/observe/observation.h"

namespace la {

// The chain A >= D >= W2^2 of a network and what it says, as every part of the window shows it: A
// and D of all training points; W2^2 of a subsample, with the ratio that it has there.
struct LeastAction {
    double cost = 0;                     // C = sum_k E_k
    double action = 0;                   // A = L C
    double displacement = 0;             // D
    double straightness = 0;             // S = D/A; 0 if nothing moves
    std::optional<double> w2_squared{};  // none: not known yet
    std::optional<double> optimality{};  // O = W2^2/D
};
LeastAction least_action_of(const MemberObservation& member);

std::string w2_text(const LeastAction& of);           // "≈ 1.23"; "-": not known yet
std::string ratio_text(std::optional<double> ratio);  // of S and O: "0.35"; "-"

}  // namespace la
