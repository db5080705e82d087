#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/laboratories/mean_field/mean_field_panels.h"
#include "core/config/config_fields.h"
#include "core/config/config_json.h"

namespace la {

namespace {

constexpr double kLeastAlpha = 1e-3, kMostAlpha = 1e2;  // of the slider

// The sections, in the order of MeanFieldPage::closed.
enum Part { kNetwork, kData, kOptimiser, kShow };

bool open(const FrameContext& context, Part part, const char* name, const char* text) {
    return context.ui.section(name, text, context.state.mean_field.closed[part]);
}

std::string help(const char* path) {
    return field_help(path) + "  [" + path + "]";
}

template<class T>
bool number(const FrameContext& context, const char* name, const char* label, const char* path,
            double min, double max, const char* format, T& value) {
    const auto edited = context.ui.number_row(name, label, static_cast<double>(value), min, max,
                                              format, help(path));
    if (edited) {
        value = static_cast<T>(*edited);
    }
    return edited.has_value();
}

double& large_alpha(const FrameContext& context, ShallowConfig& config) {
    // The networks are those of the alphas above 0, in order.
    std::vector<double*> all;
    for (double* alpha : {&config.alpha, &config.alpha_2, &config.alpha_3}) {
        if (*alpha > 0) {
            all.push_back(alpha);
        }
    }
    return *all[std::min(static_cast<std::size_t>(context.state.mean_field.large), all.size() - 1)];
}

void start(const FrameContext& context, const Config& config) {
    context.experiment.start_shallow({config, ""});
}

bool network_rows(const FrameContext& context, ShallowConfig& s) {
    ImGui::TextDisabled("f = 1/M Σ a relu(w·x / √d)");
    alpha_value(context);
    alpha_track(context, ImGui::GetContentRegionAvail().x);
    bool changed = number(context, "alpha", "α", "shallow.alpha", 1e-6, 1e6, "%.4g", s.alpha);
    changed |= number(context, "alpha_2", "second α", "shallow.alpha_2", 0, 1e6, "%.4g", s.alpha_2);
    changed |= number(context, "alpha_3", "third α", "shallow.alpha_3", 0, 1e6, "%.4g", s.alpha_3);
    changed |= number(context, "nodes", "nodes  M", "shallow.nodes", 2, 20000, "%.0f", s.nodes);
    changed |=
        number(context, "margin", "margin  h", "shallow.margin", 1e-3, 1e3, "%.4g", s.margin);
    if (bool antithetic = s.antithetic; context.ui.check("antithetic", "antithetic nodes",
                                                         antithetic, help("shallow.antithetic"))) {
        s.antithetic = antithetic;
        changed = true;
    }
    s.nodes += s.antithetic ? s.nodes % 2 : 0;
    return changed;
}

bool data_rows(const FrameContext& context, ShallowConfig& s) {
    bool changed = false;
    const auto points = context.ui.choice_row("points", "points", static_cast<int>(s.points),
                                              kNames<ShallowPoints>, help("shallow.points"));
    if (points) {
        s.points = static_cast<ShallowPoints>(*points);
        s.dimension = s.points == ShallowPoints::Circle || s.points == ShallowPoints::Dataset
                          ? 2
                          : s.dimension;
        changed = true;
    }
    if (s.points == ShallowPoints::Gaussian || s.points == ShallowPoints::Gap) {
        changed |= number(context, "dimension", "dimension  d", "shallow.dimension", 2, 100, "%.0f",
                          s.dimension);
    }
    if (s.points == ShallowPoints::Gap) {
        changed |= number(context, "gap", "gap at the line", "shallow.gap", 0, 10, "%.3g", s.gap);
    }
    if (s.points == ShallowPoints::Dataset) {
        ImGui::TextDisabled("the points of the flow laboratory");
    } else {
        changed |= number(context, "train", "training points", "shallow.train", 1, 100000, "%.0f",
                          s.train);
        changed |=
            number(context, "fresh", "fresh points", "shallow.fresh", 0, 100000, "%.0f", s.fresh);
        changed |= number(context, "wrong", "wrong labels", "shallow.label_noise", 0, 0.49, "%.3g",
                          s.label_noise);
    }
    return changed;
}

bool optimiser_rows(const FrameContext& context, Config& config) {
    ShallowConfig& s = config.shallow;
    bool changed =
        number(context, "rate", "time of a step", "shallow.rate", 1e-4, 10, "%.4g", s.rate);
    changed |=
        number(context, "batch", "batch, 0: all", "shallow.batch", 0, 100000, "%.0f", s.batch);
    if (StopConfig stop = config.stop;
        number(context, "stop_steps", "stop at step", "stop.steps", 0, 1e9, "%.0f", stop.steps)) {
        context.experiment.send(SetStop{stop});  // the run goes on
    }
    return changed;
}

void show_rows(const FrameContext& context) {
    MeanFieldPage& page = context.state.mean_field;
    context.ui.check("theory", "theory", page.theory,
                     "Lines of the mean-field equations, for many nodes and many points");
    context.ui.check("asymptotes", "its beginning and end", page.asymptotes,
                     "γ at first proportional to t, in the end a quarter of ln t; φ in the end "
                     "proportional to 1/√t");
    context.ui.check("tails", "tails of nodes", page.tails, "The way that some nodes have come");
    context.ui.check("strip", "strip of the theory", page.strip,
                     "The edges |x∥| = x* between which the theory expects the unsatisfied points");
    const ShallowSnapshot& run = *context.shallow();
    if (run.networks.size() > 1) {
        std::vector<std::string> texts;
        for (const ShallowNetworkSnapshot& network : run.networks) {
            texts.push_back("α = " + alpha_text(network.alpha));
        }
        const std::vector<std::string_view> labels(texts.begin(), texts.end());
        if (const auto chosen = context.ui.choice_row(
                "large", "large views of", static_cast<int>(large_network(context)), labels,
                "The network that the two large views and the slider show")) {
            page.large = *chosen;
        }
    }
}

// The numbers below the track.
void alpha_ticks(const FrameContext& context, ImVec2 at, float width) {
    const Theme& theme = context.theme();
    const float size = theme.px(Fonts::kSmall - 2), inset = theme.px(7.5f);
    for (int decade = -3; decade <= 2; ++decade) {
        const std::string text = alpha_text(std::pow(10, decade));
        const float x = at.x + inset + (width - 2 * inset) * static_cast<float>(decade + 3) / 5;
        const float half = theme.fonts.small->CalcTextSizeA(size, 1e9f, 0, text.c_str()).x / 2;
        ImGui::GetWindowDrawList()->AddText(theme.fonts.small, size,
                                            {std::min(x - half, at.x + width - 2 * half), at.y},
                                            theme.colour(theme.palette->text_dim), text.c_str());
    }
    ImGui::Dummy({width, theme.px(15)});
}

void set_alpha(const FrameContext& context, double alpha) {
    Config config = context.experiment.shallow_config();
    double& now = large_alpha(context, config.shallow);
    alpha = std::clamp(alpha, kLeastAlpha, kMostAlpha);
    if (std::abs(alpha - now) > 1e-9 * now) {
        now = alpha;
        start(context, config);
    }
}

}  // namespace

void alpha_value(const FrameContext& context) {
    const Theme& theme = context.theme();
    Config config = context.experiment.shallow_config();
    const std::string text = alpha_text(large_alpha(context, config.shallow));
    ImGui::PushFont(theme.fonts.value);
    ImGui::PushStyleColor(ImGuiCol_Text, text_colour_of_network(theme, large_network(context)));
    ImGui::TextUnformatted("α");
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ImGui::CalcTextSize(text.c_str()).x);
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void alpha_track(const FrameContext& context, float width) {
    Config config = context.experiment.shallow_config();
    const double alpha = large_alpha(context, config.shallow);
    const double decades = std::log10(kMostAlpha / kLeastAlpha);
    float unit =
        static_cast<float>(std::clamp(std::log10(alpha / kLeastAlpha) / decades, 0.0, 1.0));
    TypedValue value{.value = alpha};
    if (context.ui.track("alpha_track", width, unit,
                         "Small α: the nodes must go far, features are learned: rich. Large α: "
                         "they hardly move: lazy. Begins again from the same nodes. A double "
                         "click lets you type it",
                         &value)) {
        // Two digits, so that a drag stops at numbers that can be said.
        const double wanted = kLeastAlpha * std::pow(10, decades * unit);
        const double unit_of = std::pow(10, std::floor(std::log10(wanted)) - 1);
        set_alpha(context, std::round(wanted / unit_of) * unit_of);
    } else if (value.typed) {
        set_alpha(context, *value.typed);
    }
    alpha_ticks(context, ImGui::GetCursorScreenPos(), width);
}

void scale_alpha(const FrameContext& context, double factor) {
    Config config = context.experiment.shallow_config();
    set_alpha(context, factor * large_alpha(context, config.shallow));
}

void mean_field_sections(const FrameContext& context) {
    Config config = context.experiment.shallow_config();
    bool changed = false;
    if (open(context, kNetwork, "shallow", "SHALLOW NETWORK")) {
        changed |= network_rows(context, config.shallow);
    }
    if (open(context, kData, "shallow_data", "DATA")) {
        changed |= data_rows(context, config.shallow);
    }
    if (open(context, kOptimiser, "shallow_optimiser", "GRADIENT DESCENT")) {
        changed |= optimiser_rows(context, config);
    }
    if (changed) {
        start(context, config);
    }
    if (open(context, kShow, "shallow_show", "SHOW")) {
        show_rows(context);
    }
    if (!context.shallow()->no_theory.empty()) {
        ImGui::PushTextWrapPos(0);
        ImGui::TextDisabled("no theory: %s", context.shallow()->no_theory.c_str());
        ImGui::PopTextWrapPos();
    }
}

}  // namespace la
