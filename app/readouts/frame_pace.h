#pragma once

#include <algorithm>

#include "app/readouts/frame_times.h"

namespace la {

// Says in which frames one part of work that goes round is due, for renderers that cannot do all of
// it in each frame: 60 times a second at most, so that short frames do less; not after a long
// frame, unless the part waited for that reason in the frame before.
class FramePace {
  public:
    // Once per frame, with the length of the last one in seconds.
    bool due(float seconds) {
        waited_ = !waited_ && seconds > kLongFrame;
        owed_ = std::min(owed_ + seconds, 2 * kShare);
        if (waited_ || owed_ < 0.9f * kShare) {  // a display's frames vary a little
            return false;
        }
        owed_ = std::max(owed_ - kShare, 0.0f);
        return true;
    }

  private:
    static constexpr float kShare = 1.0f / 60;

    float owed_ = 0;  // seconds since a part was done, those of parts left out among them
    bool waited_ = false;
};

}  // namespace la
