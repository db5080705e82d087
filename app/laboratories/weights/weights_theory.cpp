#include <cstdio>

#include "app/laboratories/weights/weights_panels.h"
#include "app/theory/theory_page.h"

namespace la {

namespace {

std::string text_of(const char* format, double value) {
    char text[24];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

const char* text_of(ResidualScale scale) {
    return scale == ResidualScale::One        ? "h = 1"
           : scale == ResidualScale::OneOverL ? "h = 1/L"
                                              : "h = 1/√L";
}

}  // namespace

Theory weights_theory(const FrameContext& context) {
    Theory out{.title = "WEIGHTS OVER DEPTH", .paper = 1, .columns = columns_of_members(context)};
    TheoryLine layer{"layer", "x_{k+1} = x_k + h V_k σ(W_k x_k + b_k)",
                     "With h = 1/L a layer is one of Euler's steps of an ODE"};
    TheoryLine ode{"ode", "dx/ds = V(s) σ(W(s) x + b(s))",
                   "The ODE, if the weights of the layers are a curve"};
    TheoryLine roughness{"VN", "VN = Σ|Z_{k+1} − Z_k|^2 / Σ|Z_k − mean|^2",
                         "Z_k all weights of layer k; 2: layers have nothing in common"};
    TheoryLine waves{"half_waves", "n = (2L/π) asin(√VN / 2)",
                     "So many half cosine waves over the depth are as rough"};
    TheoryLine refined{"refined", "√(mean|x'_L − x_L|^2 / D)",
                       "How far the ends part with 2 or 4 times the layers, not trained"};
    if (context.observation) {
        for (std::size_t m = 0; m < context.observation->members.size(); ++m) {
            const MemberObservation& of = context.observation->members[m];
            const NetworkConfig& network = context.observation->snapshot->members[m].config.network;
            const Smoothness* smooth = of.smoothness.get();
            layer.values.emplace_back(text_of(network.scale));
            roughness.values.push_back(smooth && smooth->vn > 0
                                           ? text_of(smooth->vn < 0.1 ? "%.4f" : "%.2f", smooth->vn)
                                           : "-");
            waves.values.push_back(
                smooth && smooth->half_waves > 0 ? text_of("%.1f", smooth->half_waves) : "-");
            refined.values.push_back(
                of.refined ? text_of("%.1f %%", 100 * of.refined->relative_change) : "-");
        }
    }
    out.lines = {std::move(layer), std::move(ode), std::move(roughness), std::move(waves),
                 std::move(refined)};
    return out;
}

}  // namespace la
