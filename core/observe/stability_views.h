#pragma once

#include "core/observe/observation.h"

namespace la {

// Computes what is requested of the stability of a member's training: its covariant vectors, a few
// times a second as the other expensive measures, and the boundary of its twin.
void observe_stability(MemberObservation& out, const ObserverRequest& request,
                       const MemberSnapshot& member);

}  // namespace la
