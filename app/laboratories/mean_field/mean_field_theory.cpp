#include <cmath>
#include <cstdio>

#include "app/laboratories/mean_field/mean_field_panels.h"
#include "app/theory/theory_page.h"

namespace la {

namespace {

std::string three(double value) {
    char text[24];
    std::snprintf(text, sizeof text, "%.3f", value);
    return text;
}

}  // namespace

Theory mean_field_theory(const FrameContext& context) {
    Theory out{.title = "MEAN FIELD", .paper = 2};
    TheoryLine network{"f", "f(x) = mean a_i relu(w_i · x / √d)",
                       "A shallow network of many nodes"};
    TheoryLine gamma{"gamma", "a + w = (a_0 + w_0) e^γ",
                     "One number moves every node; w along the normal of the line"};
    TheoryLine strip{"x", "x^* = 2 h √d / (α sinh 2γ)",
                     "Points nearer to the line than this are not satisfied yet"};
    TheoryLine phi{"phi", "φ = P(|x| < x^*)", "The part of them; it shrinks as 1/√t"};
    TheoryLine correlation{"correlation", "corr(a, w) = tanh 2γ", "1: rich; 0: lazy"};
    if (const ShallowSnapshot* run = context.shallow()) {
        for (std::size_t i = 0; i < run->networks.size(); ++i) {
            const ShallowNetworkSnapshot& of = run->networks[i];
            out.columns.push_back(
                {"α " + alpha_text(of.alpha), text_colour_of_network(context.theme(), i)});
            network.values.push_back(time_text(context));
            gamma.values.push_back(three(of.measures.gamma));
            const double x = of.theory ? of.theory->at(run->time()).x_star : 0;
            strip.values.push_back(!of.theory ? "-" : std::isfinite(x) ? three(x) : "∞");
            phi.values.push_back(three(of.measures.phi));
            correlation.values.push_back(three(of.measures.correlation));
        }
    }
    out.lines = {std::move(network), std::move(gamma), std::move(strip), std::move(phi),
                 std::move(correlation)};
    return out;
}

}  // namespace la
