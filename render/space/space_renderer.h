#pragma once
#include "render/flow/field_lines.h"
#include "render/flow/field_pass.h"
#include "render/flow/flow_data.h"
#include "render/flow/flow_scene.h"
#include "render/flow/stroke_pass.h"
#include "render/gl/canvas.h"
#include "render/palette.h"
#include "render/space/orbit_camera.h"
#include "render/space/space_lines.h"
#include "render/space/space_particles.h"
#include "render/space/space_paths.h"
#include "render/space/space_plane.h"

namespace la {

// The flow in space and depth: every particle's path from the input's end of a box to the output's,
// the particles at depth s, the decision field on their plane, the head's line at the output.
// Straight paths at constant speed, the sign of least action, are straight lines here. A scene with
// a third coordinate is drawn in a cube of the three instead of depth, without the field, which
// lies in a plane. The scene and its switches are those of a flow view. Everything is cut to the
// box. Thread: the one with the context.
class SpaceRenderer {
  public:
    // Fills the target, which has its size already, and unbinds it. `frame` is the part of the
    // states' space that the box holds.
    void draw(const FlowScene& scene, const SpaceFrame& frame, const OrbitCamera& camera,
              const Palette& palette, Canvas& target);

  private:
    FlowData data_;
    FieldPass field_;
    FieldLines field_lines_;
    Strokes strokes_;
    StrokePass stroke_pass_;
    Canvas field_picture_;
    SpaceLines lines_;
    SpacePlane plane_;
    SpacePaths paths_;
    SpaceParticles particles_;
};

}  // namespace la
