#pragma once
#include "render/flow/arrow_layer.h"
#include "render/flow/field_lines.h"
#include "render/flow/field_pass.h"
#include "render/flow/flow_data.h"
#include "render/flow/flow_scene.h"
#include "render/flow/grid_layer.h"
#include "render/flow/head_line_pass.h"
#include "render/flow/mark_layer.h"
#include "render/flow/particle_pass.h"
#include "render/flow/path_layer.h"
#include "render/flow/stroke_pass.h"
#include "render/flow/trail_pass.h"
#include "render/flow/vector_layer.h"
#include "render/flow/viewport.h"
#include "render/gl/canvas.h"
#include "render/palette.h"

namespace la {

// Draws a flow view: field with boundary and iso-lines, head line, vector field, trails, warped
// grid, particles, marks, arrows, a highlighted path, in this order. It keeps the scene's data by
// version, so use one renderer per view. Colours are blended over the palette's background; the
// canvas becomes opaque. Lengths in the scene are world units; line widths and markers are logical
// pixels times pixel_scale. Without valid spans of states and labels there are no particles,
// without a field there is no field. Thread: the one with the context.
class FlowRenderer {
  public:
    FlowRenderer() = default;
    // Fills the whole target, which has its size already, and unbinds it. The viewport's aspect
    // should be the target's.
    void draw(const FlowScene& scene, const Viewport& viewport, const Palette& palette,
              Canvas& target);

    // The same in steps, so that the flow of another scene can be drawn between them: first all up
    // to the vector field, on a cleared target; then trails and grid; then particles and what marks
    // them. draw_flow is the last two. All leave the target unbound.
    void draw_ground(const FlowScene& scene, const Viewport& viewport, const Palette& palette,
                     Canvas& target);
    void draw_flow(const FlowScene& scene, const Viewport& viewport, const Palette& palette,
                   Canvas& target);
    void draw_trails(const FlowScene& scene, const Viewport& viewport, const Palette& palette,
                     Canvas& target);
    void draw_particles(const FlowScene& scene, const Viewport& viewport, const Palette& palette,
                        Canvas& target);

  private:
    FlowData data_;
    FieldPass field_;
    FieldLines lines_;
    HeadLinePass head_line_;
    GridLayer grid_;
    VectorLayer vectors_;
    TrailPass trails_;
    GhostLayer ghosts_;
    ArrowLayer arrows_;
    MarkLayer marks_;
    ParticlePass particles_;
    PathLayer path_;
    StrokePass stroke_pass_;
    Strokes strokes_;
};

}  // namespace la
