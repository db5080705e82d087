#pragma once
#include "render/flow/flow_frame.h"
#include "render/flow/strokes.h"

namespace la {

// The displacement r_k of the layer at hand on a lattice of world points: direction by an arrow
// centred on the point, |r_k| by its length and strength on a logarithmic scale from a thousandth
// of the picture's height to all of it, so that it can be read at any zoom.
class VectorLayer {
  public:
    void add(const FlowFrame& frame, Strokes& strokes) const;
};

}  // namespace la
