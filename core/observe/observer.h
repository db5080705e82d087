#pragma once

#include <memory>
#include <utility>

#include "core/base/latest.h"
#include "core/base/newest_job.h"
#include "core/observe/observation.h"

namespace la {

// Computes an observation; reuses from the previous one what has not changed since.
// A pure function of the request, so it also serves tests and drawing without a thread.
Observation observe(const ObserverRequest& request, const Observation* previous = nullptr);

// observe() on a thread of its own: the newest request wins, the newest observation is kept.
//     request, observation       any thread, never wait
//     constructor, destructor    the owner's thread; the destructor waits for the one under way
class Observer {
  public:
    Observer();

    void request(ObserverRequest request) { job_.request(std::move(request)); }
    // Null: none yet.
    std::shared_ptr<const Observation> observation() const { return latest_.get(); }

  private:
    Latest<Observation> latest_;
    NewestJob<ObserverRequest> job_;
};

}  // namespace la
