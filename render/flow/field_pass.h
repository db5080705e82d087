#pragma once
#include <cstdint>
#include <vector>

#include "render/flow/flow_scene.h"
#include "render/flow/viewport.h"
#include "render/gl/program.h"
#include "render/palette.h"

namespace la {

// The decision field behind the particles: class tints that darken towards p = 1/2, and the
// boundary. p blends the two probabilities; the boundary is the zero line of the two margins,
// each divided by its mean size and then blended, so that it glides from one to the other and
// stays thin and smooth where probabilities are saturated. At blend 0 and 1 both agree exactly.
// Iso-lines stand where the margin is +-(2^i - 1), i = 1, 2, ...: +-1, 3, 7, 15, ..., between
// layers where the blend of both layers' sign(m) log2(1 + |m|) is a whole number. Beyond the
// field's rectangle the edge samples go on. Of more than two classes the same holds of
// the best class's lead over the next. Thread: the one with the context.
class FieldPass {
  public:
    FieldPass();
    // Draws into the bound framebuffer of the given size in pixels.
    void draw(const FlowScene& scene, const Viewport& viewport, const Palette& palette,
              glm::vec2 pixels);

  private:
    bool update(const FieldTexture& field);
    void pack(const FieldTexture& field, std::size_t count);

    gl::Program program_, classes_program_;
    gl::VertexArray vertices_;
    // RG32F: near and far margin. With classes RGBA32F: near lead and class, far lead and class.
    gl::Texture texture_;
    glm::ivec2 size_{0};
    bool with_classes_ = false;
    glm::vec2 weight_{1};  // one over the mean size of each margin
    std::uint64_t version_ = 0;
    bool uploaded_ = false;
    std::vector<float> values_;  // [height][width][2 or 4], kept to spare the allocation
};

}  // namespace la
