#include "core/shallow/shallow_state.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "core/base/error.h"
#include "core/config/shallow_limits.h"

namespace la {

namespace {

constexpr std::int64_t kMaxSteps = 1'000'000'000'000'000;

void demand(bool holds, std::string_view what) {
    if (!holds) {
        throw Error("the shallow run: " + std::string(what));
    }
}

bool all_finite(const std::vector<double>& values) {
    return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

void check_networks(const ShallowState& state) {
    const ShallowConfig& shallow = state.config.shallow;
    demand(state.networks.size() == alphas_of(shallow).size(), "it has not one network per alpha");
    const auto nodes = static_cast<std::size_t>(shallow.nodes);
    const std::size_t points = state.networks.front().satisfied_at.size();
    for (const ShallowState::Network& network : state.networks) {
        demand(network.nodes.a.size() == nodes &&
                   network.nodes.w.size() == nodes * static_cast<std::size_t>(shallow.dimension),
               "it has another number of nodes");
        demand(all_finite(network.nodes.a) && all_finite(network.nodes.w), "a node is not finite");
        demand(network.satisfied_at.size() == points, "its networks have other points");
        demand(std::ranges::all_of(network.satisfied_at,
                                   [&](std::int64_t at) { return at >= -1 && at <= state.step; }),
               "a point is satisfied at a step that was not taken");
    }
}

void check_order(const ShallowState& state) {
    demand(std::ranges::any_of(state.order.words, [](std::uint64_t word) { return word != 0; }),
           "its random state is impossible");
    demand(std::isfinite(state.order.spare), "its random state is impossible");
    std::vector<bool> seen(state.epoch.size());
    for (const std::int32_t p : state.epoch) {
        const auto at = static_cast<std::size_t>(p);
        demand(p >= 0 && at < seen.size() && !seen[at], "the order of its batches is no order");
        seen[at] = true;
    }
}

void check_rows(const ShallowState& state) {
    demand(state.rows != nullptr && !state.rows->empty() && (*state.rows)[0].step == 0,
           "its log does not begin with step 0");
    demand(state.rows_spacing >= 1 && state.rows_spacing <= kMaxSteps,
           "its log has an impossible spacing");
    for (std::size_t i = 0; i < state.rows->size(); ++i) {
        const ShallowRow& row = (*state.rows)[i];
        demand(i == 0 || row.step > (*state.rows)[i - 1].step, "its log is not in order");
        demand(row.step % state.rows_spacing == 0 && row.step <= state.step,
               "its log has a step that it cannot have");
        demand(row.networks.size() == state.networks.size(),
               "its log has another number of networks");
    }
}

}  // namespace

std::vector<double> alphas_of(const ShallowConfig& config) {
    std::vector<double> out{config.alpha};
    for (const double alpha : {config.alpha_2, config.alpha_3}) {
        if (alpha > 0) {
            out.push_back(alpha);
        }
    }
    return out;
}

void check(const ShallowState& state) {
    check_shallow(state.config.shallow);
    demand(state.step >= 0 && state.step <= kMaxSteps, "its number of steps is impossible");
    check_networks(state);
    check_order(state);
    check_rows(state);
    demand(state.message.find('\n') == std::string::npos, "its message has more than one line");
}

}  // namespace la
