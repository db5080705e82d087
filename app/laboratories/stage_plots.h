#pragma once

#include <functional>
#include <vector>

#include "app/views/frame_context.h"

namespace la {

// A plot with its heading, at ImGui's cursor; the plot alone has this height.
using StagePlot = std::function<void(float height)>;

// The plots in the column of a presentation, in an open panel and below what stands in it: as many
// of the first ones as have room, of one height. What the speaker speaks of comes first.
void stage_plots(const FrameContext& context, const Rect& panel,
                 const std::vector<StagePlot>& plots);

}  // namespace la
