#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <glm/vec2.hpp>

#include "core/measure/alignment.h"
#include "core/measure/folds.h"
#include "core/measure/gauges.h"
#include "core/measure/layer_transport.h"
#include "core/measure/metrics.h"
#include "core/measure/projection.h"
#include "core/measure/smoothness.h"
#include "core/measure/stretch.h"
#include "core/observe/refined_flow.h"
#include "core/stability/covariant.h"
#include "core/train/snapshot.h"

namespace la {

// A decision field to compute: a grid of width x height points (2 at least) over a rectangle, the
// first at lo, the last at hi, mapped through the layers from k on, and from k+1 on.
struct FieldRequest {
    int layer = 0;  // k in 0..L
    int width = 0, height = 0;
    glm::vec2 lo{-1}, hi{1};
    bool far = true;                  // from k+1 on, too
    bool input = false;               // over the input plane, whatever plane the view shows
    std::optional<int> layer_of_a{};  // k in A, where A has another number of layers
    bool operator==(const FieldRequest&) const = default;
};

// Points that follow the flow beside the data: given ones, which start at a layer, or fresh ones,
// drawn by the generator of the data with another seed, which start at layer 0. A probe with
// neither only keeps its place in the list.
struct Probe {
    int layer = 0;         // k in 0..L
    bool in_view = false;  // given points lie in the plane of the view, not in the input plane
    std::shared_ptr<const std::vector<glm::vec2>> points;  // compared by pointer
    int fresh = 0;                    // number of fresh points; used where `points` is null
    std::optional<int> layer_of_a{};  // k in A, where A has another number of layers
    bool operator==(const Probe&) const = default;
};

// What the open views show of a snapshot. Two requests with equal views and the same snapshot have
// the same answer.
struct RequestedViews {
    std::vector<FieldRequest> fields;
    std::vector<Probe> probes;
    bool layer_transport = false;
    // Show states of more than two dimensions by the two leading principal components of all states
    // of all members, not by their first two coordinates. Fields then lie in the plane through the
    // mean.
    bool principal = false;
    bool third = false;  // the third component or coordinate, too
    // Computed again for all new weights.
    bool alignment = false, folds = false, stretch = false;
    bool smoothness = false;  // of the weights over the layers
    int refine = 1;           // show the network with so many times the layers, too; 1: not
    bool ode = false;         // show the paths under the ODE, too
    bool covariant = false;   // covariant vectors of the training, where they are carried along
    std::optional<FieldRequest> twin{};  // the boundary of the run's twin over this rectangle
    bool operator==(const RequestedViews&) const = default;
};

struct ObserverRequest {
    std::shared_ptr<const Snapshot> snapshot;  // which networks, which data
    RequestedViews views{};
    // Size of the subsample for the expensive measures, gauges and layer_transport. 0 keeps those
    // of the last observation, which may be of an earlier step.
    int transport_points = 0;
};

// Values of the decision field F(T_{k->L}(x)) on the grid, [height][width], row 0 at lo.y: the
// logit of class 1 minus the logit of class 0. With more than two classes: the largest logit minus
// the next, and the class of the largest. Of one output f of a network that learns values: the
// logit ln(p/(1 - p)) of p = (f - least)/(most - least), the place of f in value_range().
struct Field {
    // Through the layers from k on, and from k+1 on (k = L: the same); far is empty if not asked
    // for.
    std::vector<float> near, far;
    std::vector<std::uint8_t> near_class, far_class;  // empty: two classes
};

// The path of a probe's points through the layers from k on.
struct ProbeStates {
    int points = 0;                 // n
    int layer = 0;                  // k, in this member
    std::vector<glm::vec2> states;  // [L-k+1][n], in the coordinates of the data's states
    std::vector<float> third;       // [L-k+1][n], if asked for
    // [n]: the class that a fresh point was drawn from, or that a given point is decided as; or the
    // shade of that value.
    std::vector<std::uint8_t> labels;
};

struct MemberObservation {
    // [L+1][n] of all points: the first two coordinates of the states, or their projections.
    std::shared_ptr<const std::vector<glm::vec2>> states;
    std::shared_ptr<const std::vector<float>> third;  // [L+1][n], if asked for
    Metrics metrics;
    // [asked.fields]; null where the network has no decision from that layer on.
    std::vector<std::shared_ptr<const Field>> fields;
    // Of a named subsample of the training points. Null until asked for, and if not finite; may be
    // of an earlier step of the same run. layer_transport is also null if not asked for now.
    std::shared_ptr<const TransportGauges> gauges;
    std::shared_ptr<const LayerTransport> layer_transport;
    std::int64_t transport_step = -1;  // the step that these two are of
    // Of all training points. Null if not asked for, if not finite, and if the flow has no
    // derivatives.
    std::shared_ptr<const Alignment> alignment;
    std::shared_ptr<const Folds> folds;  // with the determinants at all points, in their order
    std::shared_ptr<const Stretch> stretch;
    // Of our own weights. Null if not asked for, and for imported networks.
    std::shared_ptr<const Smoothness> smoothness;
    std::shared_ptr<const RefinedFlow> refined;
    std::shared_ptr<const std::vector<glm::vec2>> ode;  // [L+1][at most kOdePoints]
    // Of the training (core/stability). Null if not asked for or not measured; rows may be of an
    // earlier step, as those of the expensive measures.
    std::shared_ptr<const std::vector<CovariantRow>> covariant;
    std::shared_ptr<const std::vector<glm::vec2>> twin_boundary;  // as decision_boundary()
    std::vector<std::shared_ptr<const ProbeStates>> probes;  // [asked.probes]; null: empty probe
};

// What the observer saw in one snapshot, as one immutable value.
struct Observation {
    std::uint64_t version = 0;
    std::shared_ptr<const Snapshot> snapshot;
    RequestedViews asked;
    std::shared_ptr<const Projection> projection;  // null: the first two coordinates
    std::vector<MemberObservation> members;        // [snapshot->members]
};

}  // namespace la
