#pragma once
#include "render/flow/flow_frame.h"
#include "render/flow/strokes.h"

namespace la {

// The displacement so far of some points, x_0 to x_s, as arrows in a tone of the class colour. At s
// = L their mean square length is D.
class ArrowLayer {
  public:
    void add(const FlowFrame& frame, Strokes& strokes) const;
};

// The ghost arrows of an ideal, dashed: where a point would go.
class GhostLayer {
  public:
    void add(const FlowFrame& frame, Strokes& strokes) const;
};

}  // namespace la
