#include "core/measure/folds.h"

#include <algorithm>

#include "core/measure/small_matrix.h"
#include "core/measure/visit_jacobians.h"

namespace la {

Folds folds(const DifferentiableFlow& flow, const Trajectory& path, int counted) {
    const std::size_t n = path.points;
    Folds out{.points = counted};
    out.determinant.resize(path.layers * n);
    for (int k = 0; k < path.layers; ++k) {
        float* const layer = out.determinant.data() + k * n;
        visit_jacobians(flow, k, path.cloud(k),
                        [&](std::size_t i, std::span<const float> jacobian) {
                            layer[i] = static_cast<float>(determinant(jacobian, path.dimension));
                        });
        const auto negative = std::count_if(layer, layer + counted, [](float d) { return d < 0; });
        out.fraction.push_back(static_cast<double>(negative) / counted);
        out.smallest.push_back(*std::min_element(layer, layer + counted));
    }
    return out;
}

}  // namespace la
