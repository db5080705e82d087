#pragma once

#include "core/model/flow.h"
#include "core/observe/observation.h"

namespace la {

// Computes what needs the whole dataset: everything but fields and probes. On entry `out` holds
// what the same weights gave before, or the expensive measures of earlier weights, or nothing; on
// return, what is requested and this flow can give.
void update_measures(MemberObservation& out, const ObserverRequest& request,
                     const MemberSnapshot& member, const Flow& flow,
                     const Projection* by = nullptr);

}  // namespace la
