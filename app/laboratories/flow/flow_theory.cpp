#include "app/laboratories/flow/flow_panels.h"
#include "app/readouts/least_action.h"
#include "app/theory/theory_page.h"
#include "render/plot/number.h"

namespace la {

Theory flow_theory(const FrameContext& context) {
    Theory out{.title = "LEAST ACTION", .paper = 0, .columns = columns_of_members(context)};
    TheoryLine layer{"layer", "x_{k+1} = x_k + r_k(x_k)", "Layer k moves every point by r_k"};
    TheoryLine energy{"E", "E_k = mean |r_k|^2", "What layer k moves the points, squared"};
    TheoryLine action{"A", "A = L Σ E_k", "Action: all layers together"};
    TheoryLine displacement{"D", "D = mean |x_L − x_0|^2  ≤  A",
                            "Displacement: beginning and end alone"};
    TheoryLine transport{"W2", "W_2^2 = min D  ≤  D", "The cheapest pairing of the two clouds"};
    TheoryLine straightness{"S", "S = D / A", "1: straight, at constant speed"};
    TheoryLine optimality{"O", "O = W_2^2 / D", "1: no other pairing is shorter"};
    if (context.observation) {
        for (const MemberObservation& member : context.observation->members) {
            const LeastAction of = least_action_of(member);
            layer.values.push_back("L = " + std::to_string(member.metrics.energy.size()));
            energy.values.push_back("Σ " + plot::compact(of.cost));
            energy.bars.push_back(member.metrics.energy);
            action.values.push_back(plot::compact(of.action));
            displacement.values.push_back(plot::compact(of.displacement));
            transport.values.push_back(w2_text(of));
            straightness.values.push_back(ratio_text(of.straightness));
            optimality.values.push_back(ratio_text(of.optimality));
        }
    }
    out.lines = {std::move(layer),        std::move(energy),    std::move(action),
                 std::move(displacement), std::move(transport), std::move(straightness),
                 std::move(optimality)};
    out.sketch = true;
    return out;
}

}  // namespace la
