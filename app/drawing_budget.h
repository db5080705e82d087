#pragma once

#include "app/state/ui_temp.h"

namespace la {

// How many trail segments and particles each view may draw, from the lengths of frames: they shrink
// after a long frame and grow back slowly. App writes them once per frame, the views read them.
class DrawingBudget {
  public:
    explicit DrawingBudget(ViewTemp& view);  // begins with all that there can be

    // After a frame of so many seconds; of data with so many points.
    void update(float seconds, int points);

  private:
    ViewTemp& view_;
};

}  // namespace la
