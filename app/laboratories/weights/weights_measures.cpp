#include <algorithm>
#include <array>
#include <cstdio>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/laboratories/stage_plots.h"
#include "app/laboratories/weights/weights_panels.h"
#include "app/readouts/score_words.h"
#include "app/ui/text_plate.h"
#include "render/plot/number.h"

namespace la {

namespace {

struct Badge {
    const char* words;
    const char* tip;
    glm::vec4 Palette::*colour;
};

Badge badge_of(DepthCharacter character) {
    switch (character) {
        case DepthCharacter::OdeLike:
            return {"ODE-like", "Neighbouring layers are alike: at most L/8 half-waves",
                    &Palette::accent};
        case DepthCharacter::WhiteNoise:
            return {"white noise",
                    "Neighbouring layers have nothing in common: 0.4 L half-waves "
                    "and more",
                    &Palette::warning};
        case DepthCharacter::Rough:
            return {"rough", "Between a flow and noise", &Palette::text_dim};
        case DepthCharacter::Constant:
            return {"all layers alike", "Nothing varies over depth", &Palette::text_dim};
        case DepthCharacter::TooFewLayers:
            break;
    }
    return {"too few layers to tell", "Fewer than 8 layers", &Palette::text_dim};
}

constexpr const char* kSmoothnessTip =
    "VN = Σ|Zₖ₊₁ − Zₖ|² / Σ|Zₖ − mean|², Zₖ all weights of layer k: 2 for independent layers, near "
    "0 for a curve. Half-waves: so many half cosine waves over the whole depth are as rough; "
    "unlike "
    "VN that number does not change with L for a flow, and is L/2 for noise";

void plate(const FrameContext& context, const Badge& badge) {
    const Theme& theme = context.theme();
    const ImU32 colour = theme.colour(theme.palette->*badge.colour);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const FittedText words =
        fitted_text(theme.fonts.small, theme.px(Fonts::kSmall),
                    ImGui::GetContentRegionAvail().x - theme.px(16), badge.words);
    const ImVec2 text = theme.fonts.small->CalcTextSizeA(words.size, 1e9f, 0, words.text.c_str());
    const ImVec2 end{at.x + text.x + theme.px(16), at.y + theme.px(21)};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(at, end, plot::with_alpha(colour, 0.22f), theme.px(4));
    draw.AddText(theme.fonts.small, words.size, {at.x + theme.px(8), at.y + theme.px(3)},
                 theme.colour(theme.palette->text), words.text.c_str());
    ImGui::Dummy({end.x - at.x, end.y - at.y});
    context.ui.tooltip(badge.tip);
}

// Whether the badge has room behind this place of the line; else it begins a line of its own.
bool has_room(const FrameContext& context, const Badge& badge, float behind) {
    const Theme& theme = context.theme();
    const ImVec2 words =
        theme.fonts.small->CalcTextSizeA(theme.px(Fonts::kSmall), 1e9f, 0, badge.words);
    const float end = behind - ImGui::GetCursorPosX() + words.x + theme.px(16);
    return end <= ImGui::GetContentRegionAvail().x;
}

// "B  0.067  [ODE-like]  2.6 half-waves of 32"
void smoothness_row(const FrameContext& context, std::size_t member) {
    const Theme& theme = context.theme();
    const Smoothness* of = context.observation->members[member].smoothness.get();
    const int layers = context.observation->snapshot->members[member].config.network.layers;
    ImGui::PushFont(theme.fonts.title);
    const glm::vec4 colour =
        context.snapshot.is_a(member) ? theme.palette->text_dim : theme.palette->accent;
    ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(colour));
    if (context.has_a() || !context.frozen()) {  // a single model has no letter
        ImGui::TextUnformatted(context.name_of(member));
        ImGui::SameLine(theme.px(36));
    }
    char vn[24] = "-";
    if (of && of->vn > 0) {
        std::snprintf(vn, sizeof vn, of->vn < 0.1 ? "%.4f" : "%.2f", of->vn);
    }
    ImGui::TextUnformatted(vn);
    ImGui::PopStyleColor();
    ImGui::PopFont();
    if (!of) {
        ImGui::SameLine(theme.px(110));
        const bool flat = has_no_depth(*context.observation->snapshot, member);
        ImGui::TextDisabled("%s", flat ? kNoDepth : "its weights are not ours");
        return;
    }
    const Badge badge = badge_of(of->character);
    if (const float behind = theme.px(context.state.presentation ? 98 : 110);
        has_room(context, badge, behind)) {
        ImGui::SameLine(behind);
    } else {
        ImGui::SetCursorPosX(ImGui::GetCursorPosX() + theme.px(28));
    }
    plate(context, badge);
    // Above the table of a refinement there is no room for two lines a network.
    const bool short_of_room = context.state.presentation && context.has_a() &&
                               context.observation->members.back().refined;
    if (of->half_waves > 0 && !short_of_room) {
        char text[48];
        std::snprintf(text, sizeof text, "%.1f half-waves of %d", of->half_waves, layers);
        ImGui::PushFont(theme.fonts.small);
        if (context.state.presentation) {  // its panel is narrow
            ImGui::SetCursorPosX(ImGui::GetCursorPosX() + theme.px(28));
        } else {
            ImGui::SameLine(0, theme.px(10));
            ImGui::SetCursorPosY(ImGui::GetCursorPosY() + theme.px(3));
        }
        fitted_line(theme.colour(theme.palette->text_dim), text);
        ImGui::PopFont();
    }
}

// The numbers of a network that is shown with more layers: its own accuracy, that with them, and by
// how much the end points part.
std::array<std::string, 3> refined_numbers(const RefinedFlow& r) {
    std::array<std::array<char, 24>, 3> text{};
    std::snprintf(text[0].data(), text[0].size(), "%.3f", r.own_accuracy);
    std::snprintf(text[1].data(), text[1].size(), "%.3f", r.accuracy);
    std::snprintf(text[2].data(), text[2].size(), "%.1f %%", 100 * r.relative_change);
    return {text[0].data(), text[1].data(), text[2].data()};
}

// How large texts may be, as a part of their usual size, with a gap between them in columns of
// this width.
float size_in_columns(const Theme& theme, float column, std::span<const std::string> texts) {
    constexpr float kSmallest = 0.6f;
    float widest = 1;
    for (const std::string& text : texts) {
        widest = std::max(widest, ImGui::CalcTextSize(text.c_str()).x);
    }
    return std::clamp((column - theme.px(6)) / widest, kSmallest, 1.0f);
}

// The rows of the table below, of the networks that are shown with more layers.
std::vector<std::pair<std::string, std::array<std::string, 3>>> refined_rows(
    const FrameContext& context) {
    std::vector<std::pair<std::string, std::array<std::string, 3>>> out;
    const auto& members = context.observation->members;
    for (std::size_t m = 0; m < members.size(); ++m) {
        if (members[m].refined) {
            out.emplace_back(context.name_of(m), refined_numbers(*members[m].refined));
        }
    }
    return out;
}

// A table of what more layers change, for the networks that are shown with more.
void refinement(const FrameContext& context) {
    const Theme& theme = context.theme();
    const auto& members = context.observation->members;
    const RefinedFlow* any = members.back().refined.get();
    context.ui.heading("REFINED, WITHOUT TRAINING");
    context.ui.tooltip(
        "The accuracy, or R² of values, with the layers that were trained, and with more between "
        "them; and how far the end points part, as a fraction of how far the points go: "
        "√(mean|x'_L − x_L|² / mean|x_L − x₀|²)");
    if (!any) {
        const bool flat = has_no_depth(*context.observation->snapshot, members.size() - 1);
        ImGui::PushFont(theme.fonts.small);
        ImGui::TextDisabled("%s", flat ? kNoDepth : "drag the layers to 2L or 4L");
        ImGui::PopFont();
        return;
    }
    const float left = ImGui::GetCursorPosX();
    const float width = ImGui::GetContentRegionAvail().x;
    const auto column = [&](int i) {
        return left + width * (0.14f + 0.28f * static_cast<float>(i));
    };
    const int layers = context.observation->snapshot->members.back().config.network.layers;
    ImGui::PushFont(theme.fonts.small);
    ImGui::TextDisabled(" ");
    const bool narrow = context.state.presentation;
    const auto head = [&](int count) {
        return narrow ? "L = " + std::to_string(count) : std::to_string(count) + " layers";
    };
    const std::string heads[] = {head(layers), head(layers * any->factor),
                                 narrow ? "part by" : "end points part"};
    const float between = column(1) - column(0);
    ImGui::SetWindowFontScale(size_in_columns(theme, between, heads));
    for (int i = 0; i < 3; ++i) {
        ImGui::SameLine(column(i));
        ImGui::TextDisabled("%s", heads[i].c_str());
    }
    ImGui::SetWindowFontScale(1);
    ImGui::PopFont();
    const auto rows = refined_rows(context);
    float size = 1;
    for (const auto& [name, numbers] : rows) {
        size = std::min(size, size_in_columns(theme, between, numbers));
    }
    ImGui::SetWindowFontScale(size);
    for (const auto& [name, numbers] : rows) {
        ImGui::TextUnformatted(name.c_str());
        for (int i = 0; i < 3; ++i) {
            ImGui::SameLine(column(i));
            ImGui::TextUnformatted(numbers[static_cast<std::size_t>(i)].c_str());
        }
    }
    ImGui::SetWindowFontScale(1);
    ImGui::PushFont(theme.fonts.small);
    fitted_line(theme.colour(theme.palette->text_dim),
                std::string(score_word(*context.observation->snapshot->data)) + " on " +
                    std::to_string(any->tested) + (any->fresh ? " fresh" : " of the data's") +
                    " points");
    ImGui::PopFont();
}

void sentence(const FrameContext& context) {
    const Theme& theme = context.theme();
    ImGui::Dummy({0, theme.px(2)});
    ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->accent));
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(weights_sentence(context).c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
}

// The sweep over the layers, once it has begun; else the weights, and of one network its loss.
void presentation_plots(const FrameContext& context, const Rect& rect) {
    if (has_layer_sweep(context)) {
        stage_plots(context, rect, {[&](float height) { layer_sweep_part(context, height); }});
        return;
    }
    std::vector<StagePlot> plots{[&](float height) { weights_lines_plot(context, height); }};
    if (!context.has_a()) {
        plots.emplace_back([&](float height) { local_pl_plot(context, height); });
    }
    stage_plots(context, rect, plots);
}

void smoothness_rows(const FrameContext& context) {
    const ImVec2 top = ImGui::GetCursorScreenPos();
    context.ui.heading("SMOOTHNESS OVER DEPTH  VN");
    context.ui.tooltip(kSmoothnessTip);
    for (std::size_t m = 0; m < context.observation->members.size(); ++m) {
        smoothness_row(context, m);
    }
    const ImVec2 end = ImGui::GetCursorScreenPos();
    context.ui.controls().add("smoothness",
                              {top, {top.x + ImGui::GetContentRegionAvail().x, end.y}});
    ImGui::Dummy({0, context.theme().px(4)});
}

}  // namespace

bool has_no_depth(const Snapshot& run, std::size_t member) {
    return run.members[member].config.network.kind == NetworkKind::ThreeLayer;
}

std::string weights_sentence(const FrameContext& context) {
    if (!context.observation) {
        return "";
    }
    const auto& members = context.observation->members;
    const RefinedFlow* b = members.back().refined.get();
    if (!b) {
        const Smoothness* of = members.back().smoothness.get();
        return of && of->character == DepthCharacter::OdeLike ? "a flow, not just a stack" : "";
    }
    const char* score = score_word(*context.observation->snapshot->data);
    char text[128];
    const auto change = [](const RefinedFlow& r) { return r.accuracy - r.own_accuracy; };
    const char* times = b->factor == 4 ? "four times" : "twice";
    if (members.size() == 2 && members.front().refined) {
        std::snprintf(text, sizeof text, "B %+.3f, A %+.3f %s at %s the layers", change(*b),
                      change(*members.front().refined), score, times);
    } else {
        std::snprintf(text, sizeof text, "%+.3f %s at %s the layers", change(*b), score, times);
    }
    return text;
}

void weights_measures_panel(const FrameContext& context, const Rect& rect) {
    const Theme& theme = context.theme();
    context.ui.begin_panel("measures", rect);
    if (context.observation) {
        smoothness_rows(context);
        if (!context.frozen()) {
            const float fixed = theme.px(context.has_a() ? 346 : 296);
            const float plot = std::max(theme.px(360), rect.height() - fixed) / 3;
            lipschitz_plot(context, plot);
            layer_sweep_part(context, plot);
            local_pl_plot(context, plot);
        }
        refinement(context);
        sentence(context);
    }
    context.ui.end_panel();
}

void weights_presentation_panel(const FrameContext& context, const Rect& rect) {
    context.ui.begin_panel("stage_measures", rect);
    if (context.observation) {
        smoothness_rows(context);
        if (context.observation->members.back().refined) {
            refinement(context);
        }
        if (!context.frozen()) {
            presentation_plots(context, rect);
        }
    }
    context.ui.end_panel();
}

}  // namespace la
