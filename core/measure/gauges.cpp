#include "core/measure/gauges.h"

#include "core/measure/transport.h"

namespace la {

TransportGauges transport_gauges(const Trajectory& all, const Subsample& subsample) {
    const Trajectory path = select(all, indices(subsample));
    TransportGauges out{.subsample = subsample};
    for (int k = 0; k < path.layers; ++k) {
        out.action +=
            path.layers * mean_squared_distance(path.cloud(k), path.cloud(k + 1), path.dimension);
    }
    out.displacement =
        mean_squared_distance(path.cloud(0), path.cloud(path.layers), path.dimension);
    out.w2_squared = wasserstein2_squared(path.cloud(0), path.cloud(path.layers), path.dimension);
    const auto ratio = [](double part, double whole) { return whole > 0 ? part / whole : 1.0; };
    out.straightness = ratio(out.displacement, out.action);
    out.optimality = ratio(out.w2_squared, out.displacement);
    out.efficiency = ratio(out.w2_squared, out.action);
    return out;
}

}  // namespace la
