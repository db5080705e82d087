#include <cmath>
#include <cstdio>

#include "app/laboratories/stability/stability_panels.h"
#include "app/theory/theory_page.h"
#include "render/plot/number.h"

namespace la {

namespace {

std::string text_of(const char* format, double value) {
    char text[24] = "-";
    if (std::isfinite(value)) {
        std::snprintf(text, sizeof text, format, value);
    }
    return text;
}

}  // namespace

Theory stability_theory(const FrameContext& context) {
    Theory out{.title = "STABILITY", .paper = 3, .columns = columns_of_members(context)};
    TheoryLine map{"map", "θ_{t+1} = F(θ_t)", "One step of the optimiser, all weights at once"};
    TheoryLine tangent{"tangent", "δ_{t+1} = (∂F/∂θ) δ_t",
                       "What the step makes of a small difference of the weights"};
    TheoryLine exponent{"exponent", "λ_1 = ln(|δ_{t+T}| / |δ_t|) / T",
                        "Lyapunov exponent per step: above 0 the training is chaotic"};
    TheoryLine edge{"edge", "η λ_{max}(H)",
                    "Rate times curvature; a step diverges above its limit"};
    TheoryLine twin{"twin", "|θ' − θ|", "The distance of the twin, trained by the same batches"};
    const StabilityRow* row = newest_row(context);
    for (std::size_t m = 0; row && m < row->members.size(); ++m) {
        const StabilityMeasures& of = row->members[m];
        exponent.values.push_back(of.ftle.empty() ? "-" : text_of("%+.4f", of.ftle[0]));
        edge.values.push_back(text_of("%.2f", of.edge));
        twin.values.push_back(std::isfinite(of.twin) ? plot::compact(of.twin) : "-");
    }
    out.lines = {std::move(map), std::move(tangent), std::move(exponent), std::move(edge),
                 std::move(twin)};
    return out;
}

}  // namespace la
