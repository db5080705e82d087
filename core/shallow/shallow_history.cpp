#include "core/shallow/shallow_history.h"

#include "core/shallow/output_on_circle.h"

namespace la {

std::shared_ptr<const ShallowSnapshot> shallow_at(const ShallowSnapshot& now,
                                                  const ShallowKept& kept) {
    auto out = std::make_shared<ShallowSnapshot>(now);
    out->step = kept.step;
    out->diverged = out->stopped = false;
    out->message.clear();
    for (std::size_t i = 0; i < out->networks.size(); ++i) {
        ShallowNetworkSnapshot& network = out->networks[i];
        static_cast<ShallowKept::Network&>(network) = kept.networks[i];
        auto satisfied = std::make_shared<std::vector<std::int64_t>>(*network.satisfied_at);
        for (std::int64_t& step : *satisfied) {
            step = step > kept.step ? -1 : step;
        }
        network.satisfied_at = std::move(satisfied);
        network.on_circle = output_on_circle(*network.nodes, now.config->shallow.dimension);
    }
    return out;
}

}  // namespace la
