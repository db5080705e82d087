#pragma once

#include <memory>
#include <optional>

#include "core/observe/observer.h"

namespace la {

// Decides when App sends the observer a new request. No request goes out while there is nothing new
// to compute; exact transport, the most expensive measure, is requested a few times a second. Pure
// given its inputs; thread: the window's.
class Observing {
  public:
    struct Now {
        const Observation* newest = nullptr;  // null: none yet
        bool running = false;                 // training takes steps
        bool past = false;                    // the views show networks other than the present ones
        bool cells = false;                   // the view shows cells, which are redrawn rarely
    };

    // Returns what to send: `request`, which holds what the open views need, with the gauges if
    // they are due. Empty: send nothing.
    std::optional<ObserverRequest> next(ObserverRequest request, const Now& now, float seconds);

    // True once the newest observation answers the newest request: a picture shows nothing stale.
    bool settled() const { return settled_; }

  private:
    float since_gauges_ = 1e9f, since_request_ = 1e9f;  // seconds
    bool settled_ = false;
};

}  // namespace la
