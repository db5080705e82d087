#pragma once
#include <cstdint>
#include <vector>

#include "render/flow/flow_scene.h"
#include "render/flow/viewport.h"
#include "render/gl/program.h"
#include "render/palette.h"

namespace la {

// The decision field behind the particles: class tints that darken towards p = 1/2, where p blends
// the probabilities of both layers. FieldLines draws its lines. With more than two classes, the
// tint is that of the best class by its lead over the next, and the lines are drawn here, by the
// same rules. Beyond the field's rectangle the samples of its edge continue. Thread: the one with
// the context.
class FieldPass {
  public:
    FieldPass();
    // Draws into the bound framebuffer of the given size in pixels.
    void draw(const FlowScene& scene, const Viewport& viewport, const Palette& palette,
              glm::vec2 pixels);

  private:
    bool update(const FieldTexture& field);
    void pack(const FieldTexture& field, std::size_t count);
    void set_classes(const gl::Program& program, const FlowScene& scene, const Viewport& viewport,
                     const Palette& palette, glm::vec2 pixels) const;

    gl::Program program_, classes_program_;
    gl::VertexArray vertices_;
    // RG32F: near and far margin. With classes RGBA32F: near lead and class, far lead and class.
    gl::Texture texture_;
    glm::ivec2 size_{0};
    bool with_classes_ = false;
    glm::vec2 weight_{1};  // one over the mean size of each margin
    std::uint64_t version_ = 0;
    bool uploaded_ = false;
    std::vector<float> values_;  // [height][width][2 or 4], kept to avoid allocation
};

}  // namespace la
