#pragma once

#include "app/state/ui_temp.h"

namespace la {

// Limits the trail segments and particles of each view by the lengths of frames: the limits shrink
// after a long frame and grow back slowly. App updates them once per frame, the views read them.
class DrawingBudget {
  public:
    explicit DrawingBudget(ViewTemp& view);  // begins with the maximum

    // Adapts the limits after a frame of this length, for data with this many points.
    void update(float seconds, int points);

  private:
    ViewTemp& view_;
};

}  // namespace la
