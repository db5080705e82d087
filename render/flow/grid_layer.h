#pragma once
#include <vector>

#include "render/flow/flow_frame.h"
#include "render/flow/strokes.h"

namespace la {

// The lattice over the input plane as the flow has bent it at depth s: it shows where the plane is
// stretched, torn and folded. Samples on a straight piece of a line cost no vertices.
class GridLayer {
  public:
    void add(const FlowFrame& frame, Strokes& strokes);

  private:
    std::vector<glm::vec2> line_;  // kept to avoid allocation
};

}  // namespace la
