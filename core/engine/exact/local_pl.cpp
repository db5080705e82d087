#include "core/engine/exact/local_pl.h"

#include <limits>
#include <numeric>

namespace la {

LocalPl::LocalPl(const MemberConfig& member, const std::shared_ptr<const Dataset>& data)
    : member_(member),
      data_(data),
      batch_(data->train <= kMaxPoints ? static_cast<std::size_t>(data->train) : 0),
      objective_(member.network, member.objective, *data) {
    std::iota(batch_.begin(), batch_.end(), 0);
}

bool LocalPl::fits(const MemberConfig& member, const std::shared_ptr<const Dataset>& data) const {
    return data == data_ && member.network == member_.network &&
           member.objective.loss == member_.objective.loss &&
           member.optimizer.layer_rate == member_.optimizer.layer_rate;
}

LocalPl::Value LocalPl::at(const Weights& weights) {
    if (batch_.empty()) {
        constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
        return {kNone, kNone};
    }
    const std::vector<double> exact(weights.values.begin(), weights.values.end());
    objective_.evaluate(exact, 0, batch_, {}, gradient_);
    const WeightLayout layout(weights.network, weights.classes);
    const auto squares = [&](std::size_t first, std::size_t last) {
        double sum = 0;
        for (std::size_t i = first; i < last; ++i) {
            sum += gradient_.gradient[i] * gradient_.gradient[i];
        }
        return sum;
    };
    const double clock =
        member_.optimizer.layer_rate == LayerRate::L ? weights.network.layers : 1.0;
    const double speed =
        clock * squares(0, layout.head_weight) + squares(layout.head_weight, layout.size);
    return {speed / gradient_.loss, gradient_.loss};
}

}  // namespace la
