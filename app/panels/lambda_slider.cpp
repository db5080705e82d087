#include <algorithm>
#include <string>

#include "app/motion/lambda_scale.h"
#include "app/panels/panels.h"
#include "app/readouts/critical_lambda.h"
#include "render/plot/label.h"
#include "render/plot/number.h"

namespace la {

namespace {

void lambda_ticks(const FrameContext& context, ImVec2 at, float width) {
    const Theme& theme = context.theme();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const plot::PlotStyle style = theme.plot_style();
    const float inset = theme.px(7.5f);
    for (const double value : {0.0, 1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0}) {
        const plot::Tick label = value > 0 && value < 1e-3 ? plot::Tick{value, "10", "-4"}
                                                           : plot::Tick{value, plot::plain(value)};
        const float x =
            at.x + inset + static_cast<float>(unit_of_lambda(value)) * (width - 2 * inset);
        const ImVec2 extent = plot::label_size(style, label);
        const float left = std::min(x - extent.x / 2, at.x + width - extent.x);
        plot::draw_label(draw, style, {left, at.y}, style.text_dim, label);
    }
    const double critical =
        critical_lambda(context.snapshot.members.back().config, context.snapshot.data->classes);
    if (critical > kLambdaMin && critical < kLambdaMax) {
        const float x =
            at.x + inset + static_cast<float>(unit_of_lambda(critical)) * (width - 2 * inset);
        draw.AddTriangleFilled({x, at.y - theme.px(9)}, {x + theme.px(4), at.y - theme.px(2)},
                               {x - theme.px(4), at.y - theme.px(2)},
                               theme.colour(theme.palette->warning));
    }
    ImGui::Dummy({width, theme.px(15)});
    if (critical > 0) {
        const std::string value = plot::plain(critical);
        if (!context.state.presentation) {  // what the triangle stands for
            ImGui::PushFont(theme.fonts.small);
            ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->warning));
            ImGui::Text("above %s moving costs too much", value.c_str());
            ImGui::PopStyleColor();
            ImGui::PopFont();
        }
        context.ui.tooltip("Above λ = " + value +
                           " even the ideal particle, free to go straight, no longer crosses "
                           "the head: λ = L |u|² / (4 |m|)");
    }
}

}  // namespace

void lambda_value(const Theme& theme, double lambda) {
    ImGui::PushFont(theme.fonts.value);
    ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->accent));
    ImGui::TextUnformatted("λ");
    const std::string text = plot::plain(lambda);
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ImGui::CalcTextSize(text.c_str()).x);
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

namespace {

void send_lambda(const FrameContext& context, double lambda) {
    if (lambda != context.experiment.lambda_of_b().lambda) {
        context.experiment.send(
            Change{SetLambda{static_cast<int>(context.snapshot.members.size()) - 1, lambda}});
    }
}

}  // namespace

void lambda_track(const FrameContext& context, float width) {
    const double now = context.snapshot.members.back().lambda;
    float unit = static_cast<float>(unit_of_lambda(now));
    TypedValue value{.value = now};
    const bool dragged = context.ui.track(
        "lambda", width, unit,
        "How much moving costs: B minimises loss + λ Σ Eₖ. Acts on the next batch, "
        "without a reset; the left end is exactly 0. A double click lets you type it.  "
        "[objective.lambda]",
        &value);
    if (dragged) {
        send_lambda(context, lambda_at(unit));
    } else if (value.typed) {
        send_lambda(context, std::clamp(*value.typed, 0.0, kLambdaMax));
    }
    lambda_ticks(context, ImGui::GetCursorScreenPos(), width);
}

}  // namespace la
