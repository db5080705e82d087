#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/laboratories/stability/stability_panels.h"
#include "app/ui/format.h"
#include "core/config/config_json.h"
#include "render/plot/number.h"

namespace la {

namespace {

constexpr double kLeastRate = 0.01, kMostRate = 10;  // of the slider
constexpr double kUsualTwin = 1e-7;
constexpr int kUsualCovariant = 1000;  // steps

std::string help(const char* path) {
    return field_help(path) + "  [" + path + "]";
}

// Notices of what is carried along with B.
void notice(const FrameContext& context) {
    const MemberSnapshot& b = context.snapshot.members.back();
    const StabilitySnapshot* of = b.stability.get();
    std::string text;
    if (of && !of->notice.empty()) {
        text = of->notice;
    } else if (of && of->ended >= 0) {
        text = "the spectrum ended at step " + count_text(of->ended) + ": not finite any more";
    } else if (b.config.network.activation == Activation::Relu) {
        text = "relu is piecewise: its kinks are not seen";
    } else if (b.config.optimizer.batch < context.snapshot.data->train) {
        text = "minibatches: a random map, another one at every step";
    }
    if (!text.empty()) {
        ImGui::PushFont(context.theme().fonts.small);
        ImGui::PushTextWrapPos(0);
        ImGui::TextDisabled("%s", text.c_str());
        ImGui::PopTextWrapPos();
        ImGui::PopFont();
    }
}

bool number(const FrameContext& context, const char* name, const char* label, const char* path,
            double most, int& value, int least) {
    const auto edited = context.ui.number_row(name, label, value, least, most, "%.0f", help(path));
    if (edited) {
        value = static_cast<int>(*edited);
    }
    return edited.has_value();
}

}  // namespace

void rate_value(const FrameContext& context) {
    const Theme& theme = context.theme();
    const std::string text =
        plot::plain(context.snapshot.members.back().config.optimizer.learning_rate);
    ImGui::PushFont(theme.fonts.value);
    ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->accent));
    ImGui::TextUnformatted("η");
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ImGui::CalcTextSize(text.c_str()).x);
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

namespace {

// Sends a rate, rounded to two digits.
void send_rate(const FrameContext& context, double rate) {
    OptimizerConfig optimizer = context.snapshot.members.back().config.optimizer;
    const double digit = std::pow(10, std::floor(std::log10(rate)) - 1);
    optimizer.learning_rate = std::round(rate / digit) * digit;
    context.experiment.send(Change{SetOptimizer{optimizer}});
}

}  // namespace

void scale_rate(const FrameContext& context, double factor) {
    const double now = context.snapshot.members.back().config.optimizer.learning_rate;
    send_rate(context, std::clamp(now * factor, kLeastRate, kMostRate));
}

void rate_track(const FrameContext& context, float width) {
    const OptimizerConfig& optimizer = context.snapshot.members.back().config.optimizer;
    const double decades = std::log10(kMostRate / kLeastRate);
    const double now = std::log10(std::max(optimizer.learning_rate, 1e-12) / kLeastRate) / decades;
    float unit = static_cast<float>(std::clamp(now, 0.0, 1.0));
    TypedValue value{.value = optimizer.learning_rate};
    if (context.ui.track(
            "rate_track", width, unit,
            "B's learning rate, on the next step, without a reset: small steps come to "
            "rest, long ones are chaotic. A double click lets you type it.  "
            "[optimizer.learning_rate]",
            &value)) {
        send_rate(context, kLeastRate * std::pow(10, decades * unit));
    } else if (value.typed) {
        OptimizerConfig typed = optimizer;
        typed.learning_rate = std::clamp(*value.typed, 0.0, kMostRate);
        context.experiment.send(Change{SetOptimizer{typed}});
    }
    const Theme& theme = context.theme();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float size = theme.px(Fonts::kSmall - 2), inset = theme.px(7.5f);
    for (const char* text : {"0.01", "0.1", "1", "10"}) {
        const auto place = static_cast<float>(std::log10(std::atof(text) / kLeastRate) / decades);
        const float half = theme.fonts.small->CalcTextSizeA(size, 1e9f, 0, text).x / 2;
        const float x = at.x + inset + (width - 2 * inset) * place;
        ImGui::GetWindowDrawList()->AddText(theme.fonts.small, size,
                                            {std::min(x - half, at.x + width - 2 * half), at.y},
                                            theme.colour(theme.palette->text_dim), text);
    }
    ImGui::Dummy({width, theme.px(15)});
}

void stability_section(const FrameContext& context) {
    if (!context.ui.section("stability", "STABILITY", context.state.stability.closed)) {
        return;
    }
    rate_value(context);
    rate_track(context, ImGui::GetContentRegionAvail().x);
    StabilityConfig s = context.snapshot.config->stability;
    s.vectors = std::max(1, s.vectors);  // one is measured while this page is open
    EngineSetting engine = context.experiment.engine();
    bool changed = number(context, "vectors", "vectors  K", "stability.vectors", 16, s.vectors, 1);
    changed |= number(context, "window", "window, steps", "stability.window", 100000, s.window, 1);
    if (bool covariant = s.covariant > 0; context.ui.check(
            "covariant", "covariant vectors", covariant, help("stability.covariant"))) {
        s.covariant = covariant ? kUsualCovariant : 0;
        s.vectors = covariant ? std::max(s.vectors, 2) : s.vectors;
        changed = true;
    }
    if (bool twin = s.twin > 0; context.ui.check(
            "twin", "twin", twin,
            "A copy of each network starts at this distance and is trained by the same batches; in "
            "double precision, in which the run goes on.  [stability.twin]")) {
        s.twin = twin ? kUsualTwin : 0;
        changed = true;
        if (twin && context.snapshot.engine != name_of(EngineKind::Double)) {
            engine = {EngineKind::Double, DeviceKind::Cpu};  // else it drowns in rounding
        }
    }
    if (changed) {
        context.experiment.set_stability({s, engine});
    }
    if (s.twin > 0) {
        ImGui::SameLine();
        if (context.ui.button("twin_now", "twin now", "Start the twin anew, at this step")) {
            context.experiment.pass(SetStability{s, true});
        }
    }
    notice(context);
    ImGui::Dummy({0, context.theme().px(2)});
}

}  // namespace la
