#include "core/observe/stability_views.h"

#include "core/kernels/weights_flow.h"
#include "core/observe/boundary.h"
#include "core/stability/stability_rows.h"

namespace la {

void observe_stability(MemberObservation& out, const ObserverRequest& request,
                       const MemberSnapshot& member) {
    const StabilitySnapshot* of = member.stability.get();
    if (!request.views.covariant || !of || of->pieces.empty()) {
        out.covariant = nullptr;
    } else if (!out.covariant || request.transport_points > 0) {
        out.covariant = std::make_shared<const std::vector<CovariantRow>>(
            covariant_rows(of->pieces, group_ends(*member.weights)));
    }
    out.twin_boundary = nullptr;
    if (request.views.twin && of && of->twin) {
        const Dataset& data = *request.snapshot->data;
        const ValueRange range = data.has_values() ? value_range(data) : ValueRange{};
        const auto middle = static_cast<float>((range.least + range.most) / 2);
        out.twin_boundary = std::make_shared<const std::vector<glm::vec2>>(
            decision_boundary(*flow_of(of->twin), *request.views.twin, middle));
    }
}

}  // namespace la
