#pragma once
#include "render/flow/flow_frame.h"
#include "render/flow/strokes.h"

namespace la {

// Marks on places: an open diamond where the map folds, a cross where a point is classified
// wrongly.
class MarkLayer {
  public:
    static constexpr int kMax = 1500;  // of each kind; of more, every second, third, ... is marked

    void add(const FlowFrame& frame, Strokes& strokes) const;
};

}  // namespace la
