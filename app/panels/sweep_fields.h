#pragma once

#include "app/panels/panels.h"

namespace la {

// The settings of the next sweep: what it goes through, behind the cursor's line, a second setting
// in a row below that begins at `top`, seeds and steps at the right edge. Returns where the rows
// end, in pixels.
float sweep_fields(const FrameContext& context, const SweepSettings& whole, float top);

}  // namespace la
