#pragma once

#include "core/model/flow.h"
#include "core/observe/observer.h"

namespace la {

// The part of an observation that needs the whole dataset, all but the fields and probes. `seen`
// holds what the same weights gave before, or the dear measures of earlier ones, or nothing;
// afterwards it holds what is requested and can be had of this flow.
void update_measures(MemberObservation& seen, const ObserverRequest& request,
                     const MemberSnapshot& member, const Flow& flow,
                     const Projection* by = nullptr);

}  // namespace la
