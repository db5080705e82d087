#pragma once
#include <cstdint>
#include <vector>

#include "render/flow/contour.h"
#include "render/flow/flow_frame.h"
#include "render/flow/strokes.h"

namespace la {

// The boundary and the iso-lines of the decision field. The boundary is the zero line of the blend
// of both layers' margins, each divided by its mean size first. So it glides from one layer to the
// next, stays thin and smooth where probabilities are saturated, and is exact at blend 0 and 1.
// Iso-lines stand where the margin is +-(2^i - 1), i = 1, 2, ...: +-1, 3, 7, 15, ...; between
// layers where the blend of both layers' sign(m) log2(1 + |m|) is a whole number. They fade where
// they would crowd. Beyond the field's rectangle, where the colours of its edge continue, the
// boundary continues, too; iso-lines end there. FieldPass draws the lines of fields with more than
// two classes. No thread, no GL.
class FieldLines {
  public:
    void add_isolines(const FlowFrame& frame, Strokes& strokes);
    void add_boundary(const FlowFrame& frame, Strokes& strokes);

  private:
    // False if there is no field.
    bool update(const FieldTexture& field);

    std::uint64_t version_ = 0;
    glm::ivec2 size_{0};
    bool levels_known_ = false;
    std::vector<float> near_, far_;              // [height][width], margins over their mean sizes
    std::vector<float> near_level_, far_level_;  // sign(m) log2(1 + |m|)
    std::vector<float> blended_;
    std::vector<glm::vec2> line_;
    Contour contour_;
};

// A margin as it is drawn: NaN is undecided, sizes above 1e6 are as certain as 1e6.
float tame_margin(float margin);

}  // namespace la
