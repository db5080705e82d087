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

// Takes requests and keeps the newest observation.
class ObserverPort {
  public:
    virtual ~ObserverPort() = default;
    virtual void request(ObserverRequest request) = 0;
    // Null: none yet.
    virtual std::shared_ptr<const Observation> observation() const = 0;
};

// Observes within request(), on the calling thread. Not thread-safe.
class InlineObserver : public ObserverPort {
  public:
    void request(ObserverRequest request) override {
        latest_ = std::make_shared<const Observation>(observe(request, latest_.get()));
    }
    std::shared_ptr<const Observation> observation() const override { return latest_; }

  private:
    std::shared_ptr<const Observation> latest_;
};

// Observes on a thread of its own: the newest request wins.
//     request, observation       any thread, never wait
//     constructor, destructor    the owner's thread; the destructor waits for the one under way
class Observer : public ObserverPort {
  public:
    Observer();

    void request(ObserverRequest request) override { job_.request(std::move(request)); }
    std::shared_ptr<const Observation> observation() const override { return latest_.get(); }

  private:
    Latest<Observation> latest_;
    NewestJob<ObserverRequest> job_;
};

}  // namespace la
