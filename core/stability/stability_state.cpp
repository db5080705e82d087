#include "core/stability/stability_state.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/stability/probe.h"

namespace la {

namespace {

void demand(bool holds, const char* what) {
    if (!holds) {
        throw Error(what);
    }
}

void check(const ProbeState& state, const MemberConfig& member, const StabilityConfig& wanted,
           int classes) {
    const std::size_t size = WeightLayout(member.network, classes).size;
    const std::size_t whole = size * state_blocks(member.optimizer.kind);
    const StabilityPlan plan = plan_for(wanted, member.optimizer.kind, size);
    const auto vectors = static_cast<std::size_t>(plan.vectors);
    demand(state.frame.empty() == state.units.empty() &&
               (state.frame.empty() ||
                (state.frame.size() == vectors * whole && state.units.size() == whole)),
           "the tangent vectors have another shape than the network");
    demand(state.spectrum.ring.size() == vectors * static_cast<std::size_t>(wanted.window) &&
               state.spectrum.sum.size() == vectors && state.spectrum.steps >= 0,
           "the exponents are not those of the tangent vectors");
    demand(state.edge.size() == size, "the edge has another shape than the network");
    demand(
        !state.twin || (state.twin->weights.size() == size && state.twin->moment1.size() == size &&
                        state.twin->moment2.size() == size && state.twin->updates >= 0),
        "the twin has another shape than the network");
    const auto fits = [&](const TangentPiece& piece, bool full) {
        const std::size_t each = vectors * vectors;
        return piece.vectors == plan.vectors && piece.q.size() == vectors * whole &&
               piece.r.size() % each == 0 &&
               (full ? piece.r.size() == TangentHistory::kPiece * each
                     : piece.r.size() < TangentHistory::kPiece * each);
    };
    demand(
        std::ranges::all_of(state.pieces, [&](const auto& piece) { return fits(*piece, true); }) &&
            (!state.open || fits(*state.open, false)),
        "the covariant vectors have another shape than the network");
}

}  // namespace

void check(const StabilityState& state, const std::vector<MemberConfig>& members, int classes) {
    const StabilityConfig& wanted = state.wanted;
    demand(wants_stability(wanted) && wanted.vectors >= 0 && wanted.vectors <= 16 &&
               wanted.window >= 1 && wanted.window <= 100000 && wanted.covariant >= 0 &&
               wanted.covariant <= 20000 && wanted.twin >= 0 && wanted.twin <= 0.01 &&
               state.rows_spacing >= 1,
           "the measures of the stability are impossible");
    demand(state.probes.size() <= members.size(),
           "the stability is of more networks than there are");
    for (std::size_t m = 0; m < state.probes.size(); ++m) {
        if (state.probes[m]) {
            check(*state.probes[m], members[m], state.wanted, classes);
        }
    }
    std::int64_t last = -1;
    for (std::size_t i = 0; i < state.rows->size(); ++i) {
        const StabilityRow& row = (*state.rows)[i];
        demand(row.step > last && row.members.size() == members.size(),
               "the rows of the stability are not in order");
        last = row.step;
    }
}

}  // namespace la
