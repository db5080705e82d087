#include "core/observe/observer.h"

#include <algorithm>
#include <utility>

#include "core/data/dataset.h"
#include "core/observe/requested_measures.h"

namespace la {

namespace {

// Fills `margin`, and of more than two classes `best`.
void add_margins(const Flow& flow, const FieldRequest& request, int layer, const Projection* by,
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
    flow.tail(layer, lift(places, q, request.input ? nullptr : by), logits);
    margin.resize(n);
    best.resize(classes > 2 ? n : 0);
    for (std::size_t i = 0; i < n; ++i) {
        const float* z = logits.data() + i * classes;
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

// What making a field or a probe takes besides the flow.
struct Seen {
    bool of_a = false;
    const Projection* by = nullptr;  // what a view's coordinates mean; null: the first ones
    bool third = false;
};

// The layer at which a field or a probe begins in this flow, of A or of B.
template<class Wanted>
int layer_in(const Flow& flow, const Wanted& wanted, bool of_a) {
    return std::clamp(of_a ? wanted.layer_of_a.value_or(wanted.layer) : wanted.layer, 0,
                      flow.layers());
}

std::shared_ptr<const Field> make_field(const Flow& flow, const FieldRequest& request,
                                        const Seen& seen) {
    auto field = std::make_shared<Field>();
    const int layer = layer_in(flow, request, seen.of_a);
    if (!flow.decides_at(layer)) {
        return nullptr;
    }
    add_margins(flow, request, layer, seen.by, field->near, field->near_class);
    if (!request.far) {
        return field;
    }
    if (layer < flow.layers() && flow.decides_at(layer + 1)) {
        add_margins(flow, request, layer + 1, seen.by, field->far, field->far_class);
    } else {
        field->far = field->near;
        field->far_class = field->near_class;
    }
    return field;
}

// `old` is what was seen of the same weights, if anything.
std::vector<std::shared_ptr<const Field>> make_fields(const Flow& flow,
                                                      const ObserverRequest& request,
                                                      const Observation* previous,
                                                      const MemberObservation* old,
                                                      const Seen& seen) {
    std::vector<std::shared_ptr<const Field>> out;
    for (const FieldRequest& field : request.fields) {
        std::shared_ptr<const Field> same;
        for (std::size_t i = 0; old && !same && i < old->fields.size(); ++i) {
            same = previous->fields[i] == field ? old->fields[i] : nullptr;
        }
        out.push_back(same ? same : make_field(flow, field, seen));
    }
    return out;
}

// Fresh points stay the same from one observation to the next: another stream, always the same.
std::uint64_t fresh_stream(const DatasetConfig& config) {
    return config.seed ^ 0x9e3779b97f4a7c15u;
}

// The classes that points at layer 0 with these states at layer L are given; all 0 where none is.
std::vector<std::uint8_t> decided(const Flow& flow, std::span<const float> first,
                                  std::span<const float> last) {
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
        out[i] = static_cast<std::uint8_t>(std::max_element(z, z + classes) - z);
    }
    return out;
}

std::shared_ptr<const ProbeStates> make_probe(const Flow& flow, const Probe& probe,
                                              const DatasetConfig& data, const Seen& seen) {
    const bool given = probe.points != nullptr;
    Dataset drawn = given ? Dataset{} : fresh_points(data, probe.fresh, fresh_stream(data));
    const std::vector<glm::vec2>& points = given ? *probe.points : drawn.points;
    const int q = flow.dimension();
    auto out = std::make_shared<ProbeStates>();
    out->points = static_cast<int>(points.size());
    out->layer = layer_in(flow, probe, seen.of_a);
    const std::vector<float> x = lift(points, q, probe.in_view ? seen.by : nullptr);
    std::vector<float> states((flow.layers() - out->layer + 1) * x.size());
    flow.states(out->layer, x, states);
    out->labels =
        given
            ? decided(flow, out->layer == 0 ? std::span<const float>(x) : std::span<const float>(),
                      std::span(states).last(x.size()))
            : drawn.labels;
    out->states = project(states, q, seen.by);
    if (seen.third) {
        out->third = project_third(states, q, seen.by);
    }
    return out;
}

// `old` is what was seen of the same weights, if anything.
std::vector<std::shared_ptr<const ProbeStates>> make_probes(const Flow& flow,
                                                            const ObserverRequest& request,
                                                            const Observation* previous,
                                                            const MemberObservation* old,
                                                            const Seen& seen) {
    std::vector<std::shared_ptr<const ProbeStates>> out;
    for (const Probe& probe : request.probes) {
        if ((!probe.points && probe.fresh == 0) || !flow.starts_at(probe.layer)) {
            out.push_back(nullptr);
            continue;
        }
        std::shared_ptr<const ProbeStates> same;
        for (std::size_t i = 0; old && i < old->probes.size(); ++i) {
            if (previous->probes[i] == probe) {
                same = old->probes[i];
            }
        }
        out.push_back(same ? same
                           : make_probe(flow, probe, request.snapshot->config->dataset, seen));
    }
    return out;
}

bool comparable(const ObserverRequest& request, const Observation* previous) {
    return previous && previous->snapshot->run == request.snapshot->run &&
           previous->members.size() == request.snapshot->members.size();
}

// The principal components of all states of all members; null where they are not asked for, or
// there are only two coordinates. The same pointer as before where all weights are the same.
std::shared_ptr<const Projection> make_projection(const ObserverRequest& request,
                                                  const Observation* previous) {
    const Snapshot& snapshot = *request.snapshot;
    if (!request.principal) {
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
    std::vector<Trajectory> ways;
    std::vector<std::span<const float>> pieces;
    for (const auto& flow : flows) {
        ways.push_back(trajectory(*flow, initial_states(*snapshot.data, q)));
    }
    for (const Trajectory& way : ways) {
        if (way.finite()) {
            pieces.push_back(way.states);
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
        last && previous->projection == projection && previous->third == request.third;
    const Projection* by = projection.get();
    const Seen seen{.of_a = snapshot.is_a(m), .by = by, .third = request.third};
    const MemberObservation* old = same_weights ? last : nullptr;

    MemberObservation out;
    if (old) {
        out = *old;
        if (!same_plane) {  // measures stay, pictures do not
            out.states = nullptr;
            out.third = nullptr;
            old = nullptr;
        }
    } else if (last) {
        out.gauges = last->gauges;
        out.layer_transport = last->layer_transport;
        out.transport_step = same_data ? last->transport_step : -1;
    }
    update_measures(out, request, member, flow, by);
    out.fields = make_fields(flow, request, previous, old, seen);
    out.probes = make_probes(flow, request, previous, old, seen);
    return out;
}

}  // namespace

Observation observe(const ObserverRequest& request, const Observation* previous) {
    Observation out;
    out.version = previous ? previous->version + 1 : 1;
    out.snapshot = request.snapshot;
    out.fields = request.fields;
    out.probes = request.probes;
    out.layer_transport = request.layer_transport;
    out.alignment = request.alignment;
    out.folds = request.folds;
    out.stretch = request.stretch;
    out.principal = request.principal;
    out.third = request.third;
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
          {.priority = GiveWay::Beside}) {}

}  // namespace la
