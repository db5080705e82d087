#pragma once

#include "app/views/frame_context.h"
#include "render/flow/flow_scene.h"

namespace la {

// Index of the particle nearest to a place in the view (pixels from its upper left corner); -1 if
// none is within the radius. `extent` is the view's size in pixels.
int nearest_particle(const FlowScene& scene, const Viewport& viewport, glm::vec2 extent,
                     glm::vec2 place, float radius);

// Shows a tooltip with the particle's number and class, and |r_k|^2 and x_k for every layer.
void particle_tooltip(const FrameContext& context, const FlowScene& scene, int particle);

}  // namespace la
