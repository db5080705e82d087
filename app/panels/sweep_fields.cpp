#include "app/panels/sweep_fields.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/state/sweep_settings.h"
#include "app/ui/number_field.h"
#include "core/config/number_fields.h"

namespace la {

namespace {

// Design pixels.
constexpr float kPad = 14, kRow = 30, kChoice = 148, kBetween = 12;

struct Field {
    const char* name;
    const char* label;
    float width;  // width of the value
    double value, min, max;
    const char* format;
    const char* tip;
};

float width_of(const FrameContext& context, const Field& field) {
    return ImGui::CalcTextSize(field.label).x + context.theme().px(field.width + 6);
}

// A labelled number. True once the user has edited it.
bool edited(const FrameContext& context, Field& field) {
    ImGui::AlignTextToFramePadding();
    ImGui::TextDisabled("%s", field.label);
    ImGui::SameLine(0, context.theme().px(6));
    ImGui::SetNextItemWidth(context.theme().px(field.width));
    ImGui::PushID(field.name);
    const double before = field.value;
    context.ui.focus_text(field.name);
    number_field(field.value, field.format);
    const bool done = ImGui::IsItemDeactivatedAfterEdit() || context.ui.text_stop(field.name);
    context.ui.controls().add_last_item(field.name);
    if (!ImGui::IsItemActive()) {
        context.ui.tooltip(field.tip);
    }
    ImGui::PopID();
    return done && std::isfinite(field.value) && field.value != before;
}

// A whole number of which 0 is the usual one.
void count_field(const FrameContext& context, Field field, int& chosen) {
    if (edited(context, field)) {
        const double value = std::clamp(field.value, field.min, field.max);
        chosen = field.value <= 0 ? 0 : static_cast<int>(std::lround(value));
    }
}

// An end of a range. For lambda 0 means the usual one; of others, both ends are taken as they
// stand.
void end_field(const FrameContext& context, Field field, const SweepAxis& whole,
               double SweepAxis::*end, SweepAxis& axis) {
    if (!edited(context, field)) {
        return;
    }
    if (axis.path == kLambdaPath) {
        axis.*end = field.value <= 0 ? 0 : std::clamp(field.value, field.min, field.max);
        return;
    }
    axis.from = whole.from;
    axis.to = whole.to;
    axis.*end = std::clamp(field.value, field.min, field.max);
}

// The list of settings; the second may be none.
void path_choice(const FrameContext& context, const char* name, SweepAxis& axis, bool second) {
    std::vector<std::string> paths = sweep_paths(*context.snapshot.config);
    if (second) {
        std::erase(paths, context.state.sweep.first.path);
        paths.insert(paths.begin(), std::string());
    }
    std::vector<std::string> texts;
    for (const std::string& path : paths) {
        texts.push_back(path.empty() ? "no second setting" : sweep_name(path));
    }
    auto current = std::ranges::find(paths, axis.path);
    if (current == paths.end()) {  // not with these points
        texts.push_back(axis.path);
        paths.push_back(axis.path);
        current = paths.end() - 1;
    }
    std::vector<const char*> labels;
    for (const std::string& text : texts) {
        labels.push_back(text.c_str());
    }
    const auto chosen = context.ui.choice(
        name, context.theme().px(kChoice), static_cast<int>(current - paths.begin()), labels,
        second ? "A second setting: every value of the first with every value of this one, as maps"
               : "What the sweep goes through");
    if (chosen) {
        const std::string& path = paths[static_cast<std::size_t>(*chosen)];
        axis = path.empty() ? SweepAxis() : axis_over(path);
    }
}

struct AxisNames {
    const char *from, *to, *values, *log;
};

void axis_fields(const FrameContext& context, const AxisNames& names, const SweepAxis& whole,
                 SweepAxis& axis) {
    const float between = context.theme().px(kBetween);
    const bool lambda = axis.path == kLambdaPath;
    const bool counts = number_field_at(axis.path).whole;
    const char* format = counts ? "%.0f" : "%.3g";
    const NumberRange range = sweep_range(axis.path);
    ImGui::SameLine(0, between);
    end_field(context,
              {names.from, "from", 62, whole.from, range.min, range.max, format,
               lambda ? "The smallest λ above 0; λ = 0 is always there, too. 0: two decades below "
                        "the run's"
                      : "The smallest value"},
              whole, &SweepAxis::from, axis);
    ImGui::SameLine(0, between);
    end_field(
        context,
        {names.to, "to", 62, whole.to, range.min, range.max, format,
         lambda ? "The largest λ. 0: about two decades above the run's" : "The largest value"},
        whole, &SweepAxis::to, axis);
    ImGui::SameLine(0, between);
    count_field(
        context,
        {names.values, "values", 38, static_cast<double>(whole.values), 1, kMaxSweepValues, "%.0f",
         lambda ? "How many λ above 0. 0: two a decade" : "How many. 0: the usual number"},
        axis.values);
    ImGui::SameLine(0, between);
    ImGui::BeginDisabled(!(whole.from > 0));
    ImGui::PushID(names.log);  // two rows have the same label
    bool log = whole.log;
    if (context.ui.check(names.log, "log", log,
                         "In equal ratios instead of equal steps, on a log axis; needs a smallest "
                         "value above 0")) {
        axis.log = log;
    }
    ImGui::PopID();
    ImGui::EndDisabled();
}

// At the right end of the row; false, and nothing, where there is no room. `begins`: of a row.
bool seeds_and_steps(const FrameContext& context, const SweepSettings& whole, bool begins) {
    SweepSettings& chosen = context.state.sweep;
    const float between = context.theme().px(kBetween);
    const Field seeds{
        "sweep.seeds",
        "seeds",
        38,
        static_cast<double>(whole.seeds),
        1,
        kMaxSweepSeeds,
        "%.0f",
        "How many networks for each value: other points, first weights and batches. 0: five, two "
        "of every pair"};
    const Field steps{
        "sweep.steps",
        "steps",
        66,
        static_cast<double>(whole.steps),
        1,
        kMaxSweepSteps,
        "%.0f",
        "Updates of every network. 0: as many as suit the data, in a few seconds for all"};
    const float width = width_of(context, seeds) + between + width_of(context, steps);
    if (!begins) {
        const float left = ImGui::GetWindowWidth() - context.theme().px(kPad) - width;
        if (ImGui::GetWindowPos().x + left < ImGui::GetItemRectMax().x + between) {
            return false;
        }
        ImGui::SameLine(left);
    }
    count_field(context, seeds, chosen.seeds);
    ImGui::SameLine(0, between);
    count_field(context, steps, chosen.steps);
    return true;
}

}  // namespace

float sweep_fields(const FrameContext& context, const SweepSettings& whole, float top) {
    const Theme& theme = context.theme();
    ImGui::SameLine(0, theme.px(kBetween));
    const float left = ImGui::GetCursorScreenPos().x;
    path_choice(context, "sweep.path", context.state.sweep.first, false);
    SweepAxis& first = context.state.sweep.first;
    SweepAxis& second = context.state.sweep.second;
    if (second.path == first.path) {
        second = {};
    }
    if (whole.first.path == first.path) {
        axis_fields(context, {"sweep.from", "sweep.to", "sweep.lambdas", "sweep.log"}, whole.first,
                    first);
    }
    bool placed = seeds_and_steps(context, whole, false);
    ImGui::SetCursorScreenPos({left, top});
    path_choice(context, "sweep.path_2", second, true);
    if (!second.path.empty() && whole.second.path == second.path) {
        axis_fields(context, {"sweep.from_2", "sweep.to_2", "sweep.values_2", "sweep.log_2"},
                    whole.second, second);
    }
    placed = placed || seeds_and_steps(context, whole, false);
    if (!placed) {  // a narrow window
        top += theme.px(kRow);
        ImGui::SetCursorScreenPos({left, top});
        seeds_and_steps(context, whole, true);
    }
    return top + theme.px(kRow);
}

}  // namespace la
