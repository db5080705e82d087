#pragma once

#include <string>
#include <vector>

#include "core/train/snapshot.h"
#include "render/flow/flow_scene.h"

namespace la {

// One line that says why a network has no free-particle ideal to compare with. Empty if it has one:
// two classes, a far head, cross-entropy, the cost "energy" and lambda > 0.
std::string why_no_ideal(const MemberConfig& config, double lambda, int classes = 2);

// Arrows from some of the data's points to where that ideal (core/measure/free_particle.h) takes
// them: a point x of class y moves by s along +-u/|u| with u = (1, 1), towards its side of the
// head. Empty without an ideal.
std::vector<GhostArrow> free_particle_arrows(const Dataset& data, const MemberSnapshot& member);

}  // namespace la
