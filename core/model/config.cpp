#include "core/model/config.h"

#include <cmath>

namespace la {

double residual_scale(const NetworkConfig& network) {
    switch (network.scale) {
        case ResidualScale::One:
            return 1;
        case ResidualScale::OneOverL:
            return 1.0 / network.layers;
        case ResidualScale::OneOverSqrtL:
            return 1.0 / std::sqrt(network.layers);
    }
    return 1;
}

double layer_rate(const NetworkConfig& network, const OptimizerConfig& optimizer) {
    const bool faster =
        optimizer.layer_rate == LayerRate::L && optimizer.kind != OptimizerKind::Adam;
    return faster ? network.layers : 1;
}

double effective_lambda(const ObjectiveConfig& objective) {
    switch (objective.mode) {
        case Mode::None:
            return 0;
        case Mode::Weight:
            return objective.lambda;
        case Mode::Uzawa:
            return 1 / objective.uzawa.nu;
    }
    return 0;
}

}  // namespace la
