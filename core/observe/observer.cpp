#include "core/observe/observer.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/data/dataset.h"
#include "core/observe/requested_measures.h"
#include "core/observe/stability_views.h"

namespace la {

namespace {

// How a member is shown.
struct MemberView {
    bool is_a = false;
    const Projection* by = nullptr;  // gives the coordinates of the view; null: the first two
    bool third = false;
    ValueRange values{};  // of the data, where it has values
};

// Field, of one output.
float margin_of(const ValueRange& values, float output) {
    constexpr double kLeast = 1e-6;
    const double part = (output - values.least) / (values.most - values.least);
    const double p = std::clamp(part, kLeast, 1 - kLeast);
    return std::isfinite(output) ? static_cast<float>(std::log(p / (1 - p))) : output;
}

// Fills `margin`, and with more than two classes `best`, both [height][width].
void add_margins(const Flow& flow, const FieldRequest& request, int layer, const MemberView& view,
                 std::vector<float>& margin, std::vector<std::uint8_t>& best) {
    const int q = flow.dimension();
    const std::size_t n = static_cast<std::size_t>(request.width) * request.height;
    const glm::vec2 spacing{(request.hi.x - request.lo.x) / static_cast<float>(request.width - 1),
                            (request.hi.y - request.lo.y) / static_cast<float>(request.height - 1)};
    std::vector<glm::vec2> places(n);
    for (std::size_t i = 0; i < n; ++i) {
        places[i] = {request.lo.x + spacing.x * static_cast<float>(i % request.width),
                     request.lo.y + spacing.y * static_cast<float>(i / request.width)};
    }
    const int classes = flow.classes();
    std::vector<float> logits(n * classes);
    flow.tail(layer, lift(places, q, request.input ? nullptr : view.by), logits);
    margin.resize(n);
    best.resize(classes > 2 ? n : 0);
    for (std::size_t i = 0; i < n; ++i) {
        const float* z = logits.data() + i * classes;
        if (classes == 1) {
            margin[i] = margin_of(view.values, z[0]);
            continue;
        }
        if (classes == 2) {
            margin[i] = z[1] - z[0];
            continue;
        }
        const int first = static_cast<int>(std::max_element(z, z + classes) - z);
        float next = z[first == 0 ? 1 : 0];
        for (int c = 0; c < classes; ++c) {
            next = c != first && z[c] > next ? z[c] : next;
        }
        best[i] = static_cast<std::uint8_t>(first);
        margin[i] = z[first] - next;
    }
}

// The layer of this flow at which a field or a probe begins.
template<class Requested>
int layer_in(const Flow& flow, const Requested& requested, bool is_a) {
    return std::clamp(is_a ? requested.layer_of_a.value_or(requested.layer) : requested.layer, 0,
                      flow.layers());
}

std::shared_ptr<const Field> make_field(const Flow& flow, const FieldRequest& request,
                                        const MemberView& view) {
    auto field = std::make_shared<Field>();
    const int layer = layer_in(flow, request, view.is_a);
    if (!flow.decides_at(layer)) {
        return nullptr;
    }
    add_margins(flow, request, layer, view, field->near, field->near_class);
    if (!request.far) {
        return field;
    }
    if (layer < flow.layers() && flow.decides_at(layer + 1)) {
        add_margins(flow, request, layer + 1, view, field->far, field->far_class);
    } else {
        field->far = field->near;
        field->far_class = field->near_class;
    }
    return field;
}

// `old` is the observation of the same weights; null: none.
std::vector<std::shared_ptr<const Field>> make_fields(const Flow& flow,
                                                      const ObserverRequest& request,
                                                      const Observation* previous,
                                                      const MemberObservation* old,
                                                      const MemberView& view) {
    std::vector<std::shared_ptr<const Field>> out;
    for (const FieldRequest& field : request.views.fields) {
        std::shared_ptr<const Field> same;
        for (std::size_t i = 0; old && !same && i < old->fields.size(); ++i) {
            same = previous->asked.fields[i] == field ? old->fields[i] : nullptr;
        }
        out.push_back(same ? same : make_field(flow, field, view));
    }
    return out;
}

// The seed of fresh points: not that of the data, and the same in every observation.
std::uint64_t fresh_stream(const DatasetConfig& config) {
    return config.seed ^ 0x9e3779b97f4a7c15u;
}

// The classes that the network decides for points with these states at layer 0 and at layer L, or
// the shades of its values; all 0 where it decides none.
std::vector<std::uint8_t> decided(const Flow& flow, std::span<const float> first,
                                  std::span<const float> last, const ValueRange& values) {
    const int classes = flow.classes();
    std::vector<float> logits(last.size() / flow.dimension() * classes);
    if (flow.decides_at(flow.layers())) {
        flow.head(last, logits);
    } else if (flow.decides_at(0) && first.size() == last.size()) {
        flow.tail(0, first, logits);
    }
    std::vector<std::uint8_t> out(logits.size() / classes);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const float* z = logits.data() + i * classes;
        out[i] = classes == 1 ? shade_of(values, z[0])
                              : static_cast<std::uint8_t>(std::max_element(z, z + classes) - z);
    }
    return out;
}

std::shared_ptr<const ProbeStates> make_probe(const Flow& flow, const Probe& probe,
                                              const DatasetConfig& data, const MemberView& view) {
    const bool given = probe.points != nullptr;
    Dataset drawn = given ? Dataset{} : fresh_points(data, probe.fresh, fresh_stream(data));
    const std::vector<glm::vec2>& points = given ? *probe.points : drawn.points;
    const int q = flow.dimension();
    auto out = std::make_shared<ProbeStates>();
    out->points = static_cast<int>(points.size());
    out->layer = layer_in(flow, probe, view.is_a);
    const std::vector<float> x = lift(points, q, probe.in_view ? view.by : nullptr);
    std::vector<float> states((flow.layers() - out->layer + 1) * x.size());
    flow.states(out->layer, x, states);
    out->labels =
        given
            ? decided(flow, out->layer == 0 ? std::span<const float>(x) : std::span<const float>(),
                      std::span(states).last(x.size()), view.values)
            : drawn.marks();
    out->states = project(states, q, view.by);
    if (view.third) {
        out->third = project_third(states, q, view.by);
    }
    return out;
}

// `old` is the observation of the same weights; null: none.
std::vector<std::shared_ptr<const ProbeStates>> make_probes(const Flow& flow,
                                                            const ObserverRequest& request,
                                                            const Observation* previous,
                                                            const MemberObservation* old,
                                                            const MemberView& view) {
    std::vector<std::shared_ptr<const ProbeStates>> out;
    for (const Probe& probe : request.views.probes) {
        if ((!probe.points && probe.fresh == 0) || !flow.starts_at(probe.layer)) {
            out.push_back(nullptr);
            continue;
        }
        std::shared_ptr<const ProbeStates> same;
        for (std::size_t i = 0; old && i < old->probes.size(); ++i) {
            if (previous->asked.probes[i] == probe) {
                same = old->probes[i];
            }
        }
        out.push_back(same ? same
                           : make_probe(flow, probe, request.snapshot->config->dataset, view));
    }
    return out;
}

bool comparable(const ObserverRequest& request, const Observation* previous) {
    return previous && previous->snapshot->run == request.snapshot->run &&
           previous->members.size() == request.snapshot->members.size();
}

// The principal components of all states of all members; null if not asked for, and with only two
// coordinates. The previous pointer if all weights are the same.
std::shared_ptr<const Projection> make_projection(const ObserverRequest& request,
                                                  const Observation* previous) {
    const Snapshot& snapshot = *request.snapshot;
    if (!request.views.principal) {
        return nullptr;
    }
    std::vector<std::shared_ptr<const Flow>> flows;
    bool same = comparable(request, previous) && previous->projection &&
                previous->snapshot->data == snapshot.data;
    for (std::size_t m = 0; m < snapshot.members.size(); ++m) {
        flows.push_back(flow_of(snapshot.members[m]));
        same = same && same_network(previous->snapshot->members[m], snapshot.members[m]);
    }
    const int q = flows.front()->dimension();
    if (q <= 2 || flows.back()->dimension() != q) {
        return nullptr;
    }
    if (same) {
        return previous->projection;
    }
    std::vector<Trajectory> trajectories;
    std::vector<std::span<const float>> pieces;
    for (const auto& flow : flows) {
        trajectories.push_back(trajectory(*flow, initial_states(snapshot.data->points, q)));
    }
    for (const Trajectory& one : trajectories) {
        if (one.finite()) {
            pieces.push_back(one.states);
        }
    }
    if (pieces.empty()) {
        return nullptr;
    }
    const bool follows = comparable(request, previous) && previous->projection;
    return std::make_shared<const Projection>(
        principal_components(pieces, q, follows ? previous->projection.get() : nullptr));
}

MemberObservation observe_member(const ObserverRequest& request, std::size_t m,
                                 const Observation* previous,
                                 const std::shared_ptr<const Projection>& projection) {
    const Snapshot& snapshot = *request.snapshot;
    const MemberSnapshot& member = snapshot.members[m];
    const std::shared_ptr<const Flow> network = flow_of(member);
    const Flow& flow = *network;
    const MemberObservation* last = comparable(request, previous) ? &previous->members[m] : nullptr;
    const bool same_data = last && previous->snapshot->data == snapshot.data;
    const bool same_weights = same_data && same_network(previous->snapshot->members[m], member);
    const bool same_plane =
        last && previous->projection == projection && previous->asked.third == request.views.third;
    const Projection* by = projection.get();
    const MemberView view{
        .is_a = snapshot.is_a(m),
        .by = by,
        .third = request.views.third,
        .values = snapshot.data->has_values() ? value_range(*snapshot.data) : ValueRange{}};
    const MemberObservation* old = same_weights ? last : nullptr;

    MemberObservation out;
    if (old) {
        out = *old;
        if (!same_plane) {  // measures stay valid, coordinates do not
            out.states = nullptr;
            out.third = nullptr;
            out.refined = nullptr;
            out.ode = nullptr;
            old = nullptr;
        }
    } else if (last) {
        out.gauges = last->gauges;
        out.layer_transport = last->layer_transport;
        out.transport_step = same_data ? last->transport_step : -1;
        out.covariant = last->covariant;
    }
    update_measures(out, request, member, flow, by);
    observe_stability(out, request, member);
    out.fields = make_fields(flow, request, previous, old, view);
    out.probes = make_probes(flow, request, previous, old, view);
    return out;
}

}  // namespace

Observation observe(const ObserverRequest& request, const Observation* previous) {
    Observation out;
    out.version = previous ? previous->version + 1 : 1;
    out.snapshot = request.snapshot;
    out.asked = request.views;
    out.projection = make_projection(request, previous);
    for (std::size_t m = 0; m < request.snapshot->members.size(); ++m) {
        out.members.push_back(observe_member(request, m, previous, out.projection));
    }
    return out;
}

Observer::Observer()
    : job_(
          [this](const ObserverRequest& request) {
              const std::shared_ptr<const Observation> previous = latest_.get();
              latest_.set(std::make_shared<const Observation>(observe(request, previous.get())));
          },
          {.name = "observer", .priority = GiveWay::Beside}) {}

}  // namespace la
