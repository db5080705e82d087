#include "core/observe/requested_measures.h"

#include <utility>

#include "core/model/refine.h"

namespace la {

namespace {

// The trajectory of the first n points alone.
Trajectory first_points(const Trajectory& all, int n) {
    return select(all, indices(subsample_of(n, n)));
}

template<class T>
std::shared_ptr<const T> share(T value) {
    return std::make_shared<const T>(std::move(value));
}

// Adds the measures that need derivatives, where requested and not there yet.
void add_derivatives(MemberObservation& out, const ObserverRequest& request, const Flow& flow,
                     const Trajectory& all, LossKind loss) {
    const auto* smooth = dynamic_cast<const DifferentiableFlow*>(&flow);
    if (!smooth) {
        return;
    }
    const Dataset& data = *request.snapshot->data;
    if (request.views.folds && !out.folds) {
        out.folds = share(folds(*smooth, all, data.train));
    }
    const bool wants_alignment = request.views.alignment && !out.alignment;
    const bool wants_stretch = request.views.stretch && !out.stretch;
    if (wants_alignment || wants_stretch) {
        const Trajectory training = first_points(all, data.train);
        if (wants_alignment) {
            out.alignment = share(alignment(*smooth, training, loss, data.labels, data.values));
        }
        if (wants_stretch) {
            constexpr int kInputs = 2;  // coordinates of a point
            out.stretch =
                share(summarise_stretch(input_stretch(*smooth, training, kInputs), all.layers));
        }
    }
}

// Nothing that is requested has to be computed.
bool complete(const MemberObservation& out, const ObserverRequest& request) {
    const bool expensive = request.transport_points > 0;
    return out.states && (out.gauges || !expensive) &&
           (out.layer_transport || !expensive || !request.views.layer_transport) &&
           (out.alignment || !request.views.alignment) && (out.folds || !request.views.folds) &&
           (out.stretch || !request.views.stretch);
}

// Adds the measures of the weights themselves, where requested and not there yet.
void add_weights_measures(MemberObservation& out, const ObserverRequest& request,
                          const MemberSnapshot& member, const Projection* by) {
    const RequestedViews& asked = request.views;
    const bool layered = member.weights && member.weights->network.kind == NetworkKind::Residual;
    if (!layered) {
        return;
    }
    const Dataset& data = *request.snapshot->data;
    if (asked.smoothness && !out.smoothness) {
        out.smoothness = share(smoothness(*member.weights));
    }
    const bool fits = member.weights->network.layers * asked.refine <= kMaxRefinedLayers;
    if (asked.refine > 1 && fits && !out.refined) {
        out.refined = share(refined_flow(member.weights, asked.refine, data,
                                         request.snapshot->config->dataset, by));
    }
    if (asked.ode && !out.ode) {
        out.ode = share(ode_flow(*member.weights, data, by));
    }
}

// Drops what is not requested, and what is to be computed again.
void drop_outdated(MemberObservation& out, const ObserverRequest& request) {
    const auto drop_unless = [](bool keep, auto& measure) {
        if (!keep) {
            measure = nullptr;
        }
    };
    const Subsample subsample =
        subsample_of(request.transport_points, request.snapshot->data->train);
    const bool fresh = out.gauges && out.transport_step == request.snapshot->step &&
                       out.gauges->subsample == subsample;
    const bool keep = fresh || subsample.points == 0;
    drop_unless(keep, out.gauges);
    drop_unless(keep && request.views.layer_transport, out.layer_transport);
    drop_unless(request.views.alignment, out.alignment);
    drop_unless(request.views.folds, out.folds);
    drop_unless(request.views.stretch, out.stretch);
    drop_unless(request.views.smoothness, out.smoothness);
    drop_unless(out.refined && out.refined->factor == request.views.refine, out.refined);
    drop_unless(request.views.ode, out.ode);
}

}  // namespace

void update_measures(MemberObservation& out, const ObserverRequest& request,
                     const MemberSnapshot& member, const Flow& flow, const Projection* by) {
    drop_outdated(out, request);
    add_weights_measures(out, request, member, by);
    if (complete(out, request)) {
        return;
    }
    const Dataset& data = *request.snapshot->data;
    const Trajectory all = trajectory(flow, initial_states(data.points, flow.dimension()));
    if (!out.states) {
        out.metrics = measure_states(flow, data, member.config.objective,
                                     member.config.optimizer.batch, all.states);
        out.states = share(project(all.states, flow.dimension(), by));
        if (request.views.third) {
            out.third = share(project_third(all.states, flow.dimension(), by));
        }
    }
    if (!all.finite()) {
        return;
    }
    const Subsample subsample = subsample_of(request.transport_points, data.train);
    if (subsample.points > 0) {
        out.transport_step = request.snapshot->step;
        if (!out.gauges) {
            out.gauges = share(transport_gauges(all, subsample));
        }
        if (request.views.layer_transport && !out.layer_transport) {
            out.layer_transport = share(layer_transport(all, subsample));
        }
    }
    add_derivatives(out, request, flow, all, member.config.objective.loss);
}

}  // namespace la
