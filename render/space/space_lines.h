#pragma once
#include <vector>

#include "render/flow/flow_scene.h"
#include "render/gl/handle.h"
#include "render/palette.h"
#include "render/space/space_view.h"

namespace la {

// The box: a frame after every layer (thinned if there are many), its long edges, the frame of the
// particles' plane, and the head's line on the last frame. With three coordinates: the edges of the
// cube, and where the head's plane meets its sides. Thread: the one with the context.
class SpaceLines {
  public:
    SpaceLines();
    void draw(const FlowScene& scene, const SpaceView& view, const Palette& palette);

  private:
    struct Vertex {
        glm::vec3 from, to;  // in units of the box's half size
        glm::vec4 colour;
    };
    void add(glm::vec3 from, glm::vec3 to, glm::vec4 colour);
    void add_frame(float along, glm::vec4 colour);
    void add_box(const FlowScene& scene, const Viewport& plane, const Palette& palette);
    void add_cube(const FlowScene& scene, const SpaceFrame& frame, const Palette& palette);
    void add_head_plane(glm::vec4 head, const SpaceFrame& frame, glm::vec4 colour);
    void add_head(const HeadLine& head, const Viewport& plane, glm::vec4 colour);

    gl::Program program_;
    gl::VertexArray vertices_;
    gl::Buffer buffer_;
    std::vector<Vertex> lines_;  // six a line
};

}  // namespace la
