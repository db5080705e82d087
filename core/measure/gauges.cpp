#include "core/measure/gauges.h"

#include "core/measure/transport.h"

namespace la {

TransportGauges transport_gauges(const Trajectory& all, const Subsample& subsample) {
    const Trajectory way = select(all, indices(subsample));
    TransportGauges out{.subsample = subsample};
    for (int k = 0; k < way.layers; ++k) {
        out.action +=
            way.layers * mean_squared_distance(way.cloud(k), way.cloud(k + 1), way.dimension);
    }
    out.displacement = mean_squared_distance(way.cloud(0), way.cloud(way.layers), way.dimension);
    out.w2_squared = wasserstein2_squared(way.cloud(0), way.cloud(way.layers), way.dimension);
    const auto ratio = [](double part, double whole) { return whole > 0 ? part / whole : 1.0; };
    out.straightness = ratio(out.displacement, out.action);
    out.optimality = ratio(out.w2_squared, out.displacement);
    out.efficiency = ratio(out.w2_squared, out.action);
    return out;
}

}  // namespace la
