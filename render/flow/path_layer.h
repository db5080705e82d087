#pragma once
#include <vector>

#include "render/flow/flow_frame.h"
#include "render/flow/strokes.h"

namespace la {

// The whole path x_0, ..., x_L of one particle, above everything: a tick at every layer and a ring
// around its place at depth s.
class PathLayer {
  public:
    void add(const FlowFrame& frame, Strokes& strokes);

  private:
    std::vector<glm::vec2> path_;  // kept to avoid allocation
};

}  // namespace la
