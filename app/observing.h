#pragma once

#include <memory>
#include <optional>

#include "core/observe/observer.h"

namespace la {

// Decides when the observer is asked again. The observer sleeps while there is nothing new to
// compute; exact transport, the most expensive measure, is asked for a few times a second. Pure
// given its inputs; thread: the window's.
class Observing {
  public:
    struct Now {
        const Observation* newest = nullptr;  // null: none yet
        bool running = false;                 // the training takes steps
        bool past = false;                    // the views show another network than now
        bool cells = false;                   // the views are cells, which are drawn rarely
    };

    // What to send of the request for what the open views need; empty: nothing.
    std::optional<ObserverRequest> next(ObserverRequest request, const Now& now, float seconds);

    // All that was asked for has been observed: a picture shows nothing old.
    bool settled() const { return settled_; }

  private:
    float since_gauges_ = 1e9f, since_request_ = 1e9f;  // seconds
    bool settled_ = false;
};

}  // namespace la
