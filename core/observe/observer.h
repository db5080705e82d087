#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <glm/vec2.hpp>

#include "core/base/latest.h"
#include "core/base/newest_job.h"
#include "core/measure/alignment.h"
#include "core/measure/folds.h"
#include "core/measure/gauges.h"
#include "core/measure/layer_transport.h"
#include "core/measure/metrics.h"
#include "core/measure/projection.h"
#include "core/measure/stretch.h"
#include "core/train/snapshot.h"

namespace la {

// Where a decision field is wanted: a grid of width x height points (2 at least) over a rectangle,
// the first at lo, the last at hi; under the layers from k on and from k+1 on.
struct FieldRequest {
    int layer = 0;  // k in 0..L
    int width = 0, height = 0;
    glm::vec2 lo{-1}, hi{1};
    bool far = true;                  // under the layers from k+1 on, too
    bool input = false;               // over the plane of the input, whatever the view's plane is
    std::optional<int> layer_of_a{};  // where A has another number of layers: its own k
    bool operator==(const FieldRequest&) const = default;
};

// Points that go along with the data: given ones, standing at a layer, or fresh ones, drawn from
// the distribution of the data by its own generator with another seed and standing at layer 0. One
// with neither only keeps a place in the list.
struct Probe {
    int layer = 0;         // k in 0..L
    bool in_view = false;  // given points are places of the view's plane, not of the input's
    std::shared_ptr<const std::vector<glm::vec2>> points;  // the same pointer: the same points
    int fresh = 0;                                         // so many, where there are no points
    std::optional<int> layer_of_a{};  // where A has another number of layers: its own k
    bool operator==(const Probe&) const = default;
};

// What the open views need now.
struct ObserverRequest {
    std::shared_ptr<const Snapshot> snapshot;  // which networks, which data
    std::vector<FieldRequest> fields;
    std::vector<Probe> probes;
    // The dear measures, gauges and layer_transport: the size of the subsample that they are
    // computed from; 0: keep those of the last observation, which may be of an earlier step.
    int transport_points = 0;
    bool layer_transport = false;
    // States of more than two dimensions are seen by their two leading principal components, those
    // of all states of all members together, instead of their first two coordinates. Fields are
    // then those of the plane through the mean.
    bool principal = false;
    bool third = false;  // the third component or coordinate, too
    // Cheap ones, anew with every new weights.
    bool alignment = false, folds = false, stretch = false;
};

// Values of the decision field F(T_{k->L}(x)) on that grid, [height][width], row 0 at lo.y: the
// logit of class 1 minus the logit of class 0. Of more than two classes: the logit of the best
// class minus that of the next, and which class is the best.
struct Field {
    // Of the layers after k, and after k+1 (k = L: the same); far is empty if not asked for.
    std::vector<float> near, far;
    std::vector<std::uint8_t> near_class, far_class;  // empty: two classes
};

// The way of a probe's points through the layers still ahead of them.
struct ProbeStates {
    int points = 0;                 // n
    int layer = 0;                  // k, in this member
    std::vector<glm::vec2> states;  // [L-k+1][n], as those of the data
    std::vector<float> third;       // the same, if asked for
    // [n]: of fresh points the class they were drawn from, of given ones that which is decided.
    std::vector<std::uint8_t> labels;
};

struct MemberObservation {
    // [L+1][n] of all points; the first two coordinates of the states, or their projections.
    std::shared_ptr<const std::vector<glm::vec2>> states;
    std::shared_ptr<const std::vector<float>> third;  // [L+1][n], beside these, if asked for
    Metrics metrics;
    // In the order asked for; null where the network decides nothing from that layer on.
    std::vector<std::shared_ptr<const Field>> fields;
    // Of a named subsample of the training points. Null until requested, and if not finite; may be
    // of an earlier step of the same run. layer_transport is also null if not requested now.
    std::shared_ptr<const TransportGauges> gauges;
    std::shared_ptr<const LayerTransport> layer_transport;
    std::int64_t transport_step = -1;  // the step that these two are of
    // Of all training points. Null if not requested, if not finite, and where the flow has no
    // derivatives.
    std::shared_ptr<const Alignment> alignment;
    std::shared_ptr<const Folds> folds;  // with the determinants at all points, in their order
    std::shared_ptr<const Stretch> stretch;
    std::vector<std::shared_ptr<const ProbeStates>> probes;  // in the order asked for; null: empty
};

struct Observation {
    std::uint64_t version = 0;
    std::shared_ptr<const Snapshot> snapshot;  // what was observed
    std::vector<FieldRequest> fields;          // what was asked for
    std::vector<Probe> probes;                 // what was asked for
    bool layer_transport = false, alignment = false, folds = false, stretch = false;  // too
    bool principal = false, third = false;  // what was asked for
    // Null: the first two coordinates.
    std::shared_ptr<const Projection> projection;
    std::vector<MemberObservation> members;
};

// Computes observations; what has not changed since the last one is taken over from it.
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
