#include <cmath>
#include <cstdio>

#include "app/laboratories/mean_field/mean_field_panels.h"
#include "app/ui/contrast.h"
#include "render/plot/number.h"

namespace la {

std::size_t large_network(const FrameContext& context) {
    const std::size_t count = context.shallow()->networks.size();
    return std::min(static_cast<std::size_t>(context.state.mean_field.large), count - 1);
}

namespace {

glm::vec4 colour_of(const Palette& palette, std::size_t network) {
    const glm::vec4 colours[] = {palette.accent, palette.classes[0], palette.classes[4]};
    return colours[network % 3];
}

}  // namespace

ImU32 colour_of_network(const Theme& theme, std::size_t network) {
    return theme.colour(colour_of(*theme.palette, network));
}

ImU32 text_colour_of_network(const Theme& theme, std::size_t network) {
    const Palette& p = *theme.palette;
    return theme.colour(readable(colour_of(p, network), p.text, p.panel));
}

std::string alpha_text(double alpha) {
    return plot::plain(alpha);
}

std::string time_text(const FrameContext& context) {
    const double t = context.shallow()->time();
    char text[32];
    std::snprintf(text, sizeof text, t < 100 ? "t = %.1f" : "t = %.0f", t);
    return text;
}

double time_drawn(const ShallowSnapshot& run) {
    const double stop = run.config->stop.steps * run.config->shallow.rate;
    const double now = run.time();
    return now <= stop ? stop : std::max(100.0, std::pow(10, std::ceil(std::log10(1.05 * now))));
}

namespace {

// The networks side by side: "φ = 0.072, 0.071, 0.067 at t = 200".
std::string tails(const ShallowSnapshot& run, const std::string& time) {
    std::string out = "one tail for all: φ = ";
    for (std::size_t i = 0; i < run.networks.size(); ++i) {
        char text[24];
        std::snprintf(text, sizeof text, "%s%.3f", i > 0 ? ", " : "", run.networks[i].measures.phi);
        out += text;
    }
    return out + " at " + time;
}

// Few points or few nodes: the theory is that of many.
bool has_left(const ShallowSnapshot& run, const ShallowNetworkSnapshot& network) {
    const MeanField::Point theory = network.theory->at(run.time());
    return std::abs(network.measures.phi - expected_unsatisfied(run, theory.phi)) > 0.1 ||
           std::abs(network.measures.correlation - MeanField::correlation(theory.gamma)) > 0.1;
}

}  // namespace

std::string mean_field_sentence(const FrameContext& context) {
    const ShallowSnapshot& run = *context.shallow();
    const ShallowNetworkSnapshot& network = run.networks[large_network(context)];
    char text[160];
    if (!network.theory) {
        std::snprintf(text, sizeof text, "no theory here: %s; unsatisfied %.3f",
                      run.no_theory.c_str(), network.measures.phi);
        return text;
    }
    // Where the tails have met: all of them are past their plateau, and late.
    bool late = run.networks.size() > 1 && network.theory->tail() > 0 && run.time() >= 100;
    for (const ShallowNetworkSnapshot& each : run.networks) {
        late = late && each.measures.phi < 0.2;
    }
    if (late) {
        return tails(run, time_text(context));
    }
    const MeanField::Point theory = network.theory->at(run.time());
    if (has_left(run, network)) {
        std::snprintf(text, sizeof text,
                      "the network has left the theory: unsatisfied %.3f, theory %.3f",
                      network.measures.phi, expected_unsatisfied(run, theory.phi));
        return text;
    }
    std::snprintf(text, sizeof text, "one number moves every node: γ = %.2f, theory %.2f",
                  network.measures.gamma, theory.gamma);
    return text;
}

}  // namespace la
