#include <algorithm>
#include <cstdio>

#include "app/motion/lambda_scale.h"
#include "app/panels/panels.h"
#include "app/readouts/critical_lambda.h"
#include "app/ui/number_field.h"
#include "render/plot/label.h"

namespace la {

namespace {

std::string lambda_text(double lambda) {
    char text[32];
    if (lambda == 0) {
        return "0";
    }
    std::snprintf(text, sizeof text,
                  lambda < 0.001 ? "%.1e"
                  : lambda < 1   ? "%.3f"
                                 : "%.2f",
                  lambda);
    return text;
}

void lambda_ticks(const FrameContext& context, ImVec2 at, float width) {
    const Theme& theme = context.theme();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const plot::PlotStyle style = theme.plot_style();
    const float inset = theme.px(7.5f);
    for (const double value : {0.0, 1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0}) {
        char text[16];
        std::snprintf(text, sizeof text, "%g", value);
        const plot::Tick label =
            value == 1e-4 ? plot::Tick{value, "10", "-4"} : plot::Tick{value, text};
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
        char tip[160];
        std::snprintf(
            tip, sizeof tip,
            "Above λ = %.3g even the ideal particle, free to go straight, no longer crosses "
            "the head: λ = L |u|² / (4 |m|)",
            critical);
        context.ui.tooltip(tip);
    }
}

}  // namespace

void lambda_value(const Theme& theme, double lambda) {
    ImGui::PushFont(theme.fonts.value);
    ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->accent));
    ImGui::TextUnformatted("λ");
    const std::string text = lambda_text(lambda);
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

// In the place of the slider: a field, from a double click or Ctrl+click on, until Enter. Without
// it the digits of a value would be the keys of presets. True while it is there.
bool typed_lambda(const FrameContext& context, float width) {
    bool& typing = *ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("typed lambda"));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = context.theme().px(19);
    const bool over =
        ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(at, {at.x + width, at.y + height});
    const bool asks =
        (over && (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) ||
                  (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && ImGui::GetIO().KeyCtrl))) ||
        context.ui.controls().used("lambda");
    if (asks && !typing) {
        typing = true;
        ImGui::SetKeyboardFocusHere();
    }
    if (!typing) {
        return false;
    }
    double lambda = context.snapshot.members.back().lambda;
    ImGui::SetNextItemWidth(width);
    ImGui::PushID("lambda");
    number_field(lambda, "%.4g");
    ImGui::PopID();
    context.ui.controls().add_last_item("lambda.value");
    if (ImGui::IsItemDeactivated()) {
        typing = false;
        send_lambda(context, std::clamp(lambda, 0.0, kLambdaMax));
    }
    return true;
}

}  // namespace

void lambda_track(const FrameContext& context, float width) {
    if (typed_lambda(context, width)) {
        lambda_ticks(context, ImGui::GetCursorScreenPos(), width);
        return;
    }
    float unit = static_cast<float>(unit_of_lambda(context.snapshot.members.back().lambda));
    const bool dragged = context.ui.track(
        "lambda", width, unit,
        "How much moving costs: B minimises loss + λ Σ Eₖ. Acts on the next batch, "
        "without a reset; the left end is exactly 0. A double click lets you type it.  "
        "[objective.lambda]");
    if (dragged) {
        send_lambda(context, lambda_at(unit));
    }
    lambda_ticks(context, ImGui::GetCursorScreenPos(), width);
}

}  // namespace la
