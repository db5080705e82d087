#pragma once

#include <cstdint>
#include <memory>

#include "core/shallow/shallow_snapshot.h"
#include "core/shallow/shallow_start.h"
#include "core/shallow/shallow_state.h"

namespace la {

// Trains the shallow networks of one configuration, one for every alpha, from the same nodes on the
// same points, step by step on the calling thread and in double precision. One step of a network:
//     a_i += rate <u y relu(z_i)>,   w_i += rate a_i <u y 1[z_i > 0] x> / sqrt d   (the old a_i),
// z_i = w_i.x / sqrt d, u = 1[alpha y f < h], <.> the mean over the batch. The same seed gives the
// same bytes on every instruction set. A step looks at the points of its batch before it moves the
// nodes: satisfied_at is the number of steps taken when one first saw a point satisfied. Measures
// belong to the nodes of their own step and change nothing. Not thread-safe.
class ShallowTraining {
  public:
    // Makes points, nodes and the theory. Throws Error: a dataset without two classes, or too
    // large.
    explicit ShallowTraining(const Config& config);
    explicit ShallowTraining(const ShallowState& state);  // goes on from there; throws Error
    // From these nodes on these points, whatever the configuration would make.
    ShallowTraining(const Config& config, ShallowStart start);
    ~ShallowTraining();
    ShallowTraining(ShallowTraining&&) noexcept;
    ShallowTraining& operator=(ShallowTraining&&) noexcept;

    ShallowState state() const;

    // One update of all networks. Does nothing once diverged: nodes are the last finite ones.
    void step();

    // config.stop.steps from now on; the run goes on.
    void set_stop(int steps);

    const Config& config() const;
    std::int64_t steps() const;
    std::int64_t steps_per_epoch() const;
    bool diverged() const;
    // The last step was config.stop.steps: the caller should pause. The next step goes on.
    bool stopped() const;

    // The run as it stands, but for ShallowSnapshot::run.
    std::shared_ptr<const ShallowSnapshot> snapshot();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace la
