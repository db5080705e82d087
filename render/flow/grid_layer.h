#pragma once
#include <vector>

#include "render/flow/flow_frame.h"
#include "render/flow/strokes.h"

namespace la {

// The lattice over the input plane as the flow has bent it at depth s: where it is stretched, torn
// and folded. The samples of a line that lie on a straight piece of it cost no vertices.
class GridLayer {
  public:
    void add(const FlowFrame& frame, Strokes& strokes);

  private:
    std::vector<glm::vec2> line_;  // kept to spare the allocation
};

}  // namespace la
