#include "app/readouts/least_action.h"

#include <cstdio>

#include "render/plot/number.h"

namespace la {

LeastAction least_action_of(const MemberObservation& member) {
    const Metrics& all = member.metrics;
    LeastAction out{.cost = all.cost, .action = all.action, .displacement = all.displacement};
    out.straightness = all.action > 0 ? all.displacement / all.action : 0;
    if (member.gauges) {
        out.optimality = member.gauges->optimality;
        out.w2_squared = member.gauges->optimality * all.displacement;
    }
    return out;
}

std::string w2_text(const LeastAction& of) {
    return of.w2_squared ? "≈ " + plot::compact(*of.w2_squared) : "-";
}

std::string ratio_text(std::optional<double> ratio) {
    char text[24] = "-";
    if (ratio) {
        std::snprintf(text, sizeof text, "%.2f", *ratio);
    }
    return text;
}

}  // namespace la
