#include "core/measure/layer_transport.h"

#include "core/measure/transport.h"

namespace la {

CloudTransport transport_between(const Trajectory& all, int a, int b, const Subsample& subsample) {
    const Trajectory path = select(all, indices(subsample));
    const auto x = path.cloud(a), y = path.cloud(b);
    return {subsample, mean_squared_distance(x, y, path.dimension),
            wasserstein2_squared(x, y, path.dimension)};
}

LayerTransport layer_transport(const Trajectory& all, const Subsample& subsample) {
    LayerTransport out{.subsample = subsample};
    for (int k = 0; k < all.layers; ++k) {
        const CloudTransport layer = transport_between(all, k, k + 1, subsample);
        out.energy.push_back(layer.displacement);
        out.w2_squared.push_back(layer.w2_squared);
    }
    return out;
}

}  // namespace la
