#pragma once
#include "render/flow/flow_frame.h"
#include "render/flow/strokes.h"

namespace la {

// The displacement r_k of the current layer on a lattice of world points, as arrows centred on the
// points. |r_k| sets length and strength on a logarithmic scale from a thousandth of the picture's
// height to all of it, so that they are readable at any zoom.
class VectorLayer {
  public:
    void add(const FlowFrame& frame, Strokes& strokes) const;
};

}  // namespace la
