#pragma once
#include "render/flow/flow_frame.h"
#include "render/flow/strokes.h"

namespace la {

// Arrows from x_0 to x_s of some points, in a tone of the class colour. At s = L their mean square
// length is D.
class ArrowLayer {
  public:
    void add(const FlowFrame& frame, Strokes& strokes) const;
};

// Dashed arrows that show where points would go in an ideal flow.
class GhostLayer {
  public:
    void add(const FlowFrame& frame, Strokes& strokes) const;
};

}  // namespace la
