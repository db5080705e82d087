#pragma once
#include <vector>

#include "render/flow/flow_frame.h"
#include "render/flow/strokes.h"

namespace la {

// The whole way x_0, ..., x_L of one particle, on top of everything: a tick at every layer and a
// ring around where it is now.
class PathLayer {
  public:
    void add(const FlowFrame& frame, Strokes& strokes);

  private:
    std::vector<glm::vec2> way_;  // kept to spare the allocation
};

}  // namespace la
