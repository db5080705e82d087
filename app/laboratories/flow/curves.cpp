#include <algorithm>
#include <string>

#include "app/laboratories/flow/flow_panels.h"
#include "app/readouts/change_marks.h"
#include "app/readouts/score_words.h"
#include "app/ui/hit_area.h"
#include "app/ui/text_plate.h"
#include "render/plot/line_plot.h"
#include "render/plot/number.h"

namespace la {

namespace {

constexpr float kWidth = 1.7f;  // of a line, logical pixels

// One quantity of one member over the steps, read from the log in place.
struct Curve {
    const MetricsRows* rows;
    std::size_t member;
    double (*value)(const MetricsRow& row, std::size_t member);
    std::size_t first = 0;  // of the rows

    static double step(const void* data, int i) {
        const Curve& c = *static_cast<const Curve*>(data);
        return static_cast<double>((*c.rows)[c.first + static_cast<std::size_t>(i)].step);
    }
    static double at(const void* data, int i) {
        const Curve& c = *static_cast<const Curve*>(data);
        return c.value((*c.rows)[c.first + static_cast<std::size_t>(i)], c.member);
    }
};

// The curves of a plot; series refer to curves.
struct Lines {
    std::array<Curve, 8> curves{};
    std::vector<plot::Series> series;
    std::uint64_t version = 0;

    void add(const Curve& curve, plot::Series look) {
        Curve& kept = curves[series.size()];
        kept = curve;
        look.count = static_cast<int>(curve.rows->size() - curve.first);
        look.data = &kept;
        look.x = Curve::step;
        look.y = Curve::at;
        look.version = version + series.size();
        series.push_back(look);
    }
};

// The plot's version: changes when older rows change, because of another run or of thinning. New
// rows at the end do not change it.
std::uint64_t version_of(const CurvePlots::Rows& shown, Quantity quantity, std::size_t members) {
    const MetricsRows& rows = *shown.rows;
    const auto spacing =
        static_cast<std::uint64_t>(rows.size() > 1 ? rows[1].step - rows[0].step : 0);
    std::uint64_t version = shown.run;
    for (const std::uint64_t part :
         {spacing, static_cast<std::uint64_t>(quantity), static_cast<std::uint64_t>(members)}) {
        version = (version ^ part) * 0x100000001b3u;
    }
    return version * 16 + 16;
}

// A line of a member: A dashed and grey, B solid in the accent colour, as everywhere.
plot::Series line_of(const FrameContext& context, std::size_t member, const char* name,
                     float alpha) {
    const Palette& palette = *context.theme().palette;
    const bool is_a = context.snapshot.is_a(member);
    const ImU32 colour = plot::to_colour(is_a ? palette.text_dim : palette.accent);
    return {
        .name = name, .colour = plot::with_alpha(colour, alpha), .width = kWidth, .dashed = is_a};
}

// Below the others, the run that was left for this one, from where the two differ.
void fill_left(Lines& lines, const FrameContext& context, Quantity quantity) {
    const LeftRun& left = context.snapshot.left;
    if (!left.rows || left.rows->back().members.size() != context.snapshot.members.size()) {
        return;
    }
    std::size_t first = 0;
    while (first + 1 < left.rows->size() && (*left.rows)[first].step < left.from) {
        ++first;
    }
    for (std::size_t m = 0; m < context.snapshot.members.size(); ++m) {
        const char* name = context.snapshot.is_a(m) ? "A before" : "B before";
        for (const QuantityCurve& curve : curves_of(quantity, context.snapshot.members[m].nu > 0)) {
            if (!curve.faint) {
                plot::Series ghost = line_of(context, m, name, 0.4f);
                ghost.width = 1;
                lines.add({left.rows.get(), m, curve.value, first}, ghost);
            }
        }
    }
}

// Adds the lines of a quantity; training accuracy fainter.
void fill(Lines& lines, const FrameContext& context, const CurvePlots::Rows& shown,
          Quantity quantity) {
    const std::size_t members = context.snapshot.members.size();
    const MetricsRows* rows = shown.rows.get();
    lines.version = version_of(shown, quantity, members);
    fill_left(lines, context, quantity);
    for (std::size_t m = 0; m < members; ++m) {
        for (const QuantityCurve& curve : curves_of(quantity, context.snapshot.members[m].nu > 0)) {
            lines.add({rows, m, curve.value},
                      line_of(context, m, context.snapshot.is_a(m) ? curve.of_a : curve.of_b,
                              curve.faint ? 0.45f : 1.0f));
        }
    }
}

// λ has its value in the label: the plot's newest row may be some steps old.
std::string label_of(const FrameContext& context, Quantity quantity) {
    std::string label = info(quantity).label;
    if (quantity == Quantity::Accuracy) {
        label = score_word(*context.snapshot.data);
    }
    if (quantity == Quantity::Lambda) {
        const MemberSnapshot& b = context.snapshot.members.back();
        label += " = " + plot::compact(b.lambda);
        if (b.nu > 0) {
            label += ",  ν = 1/λ = " + plot::compact(b.nu);
        }
    }
    return label;
}

// Guessing is right for half of the points; a dip below that at the start is cut off, a lasting one
// is shown.
plot::Range accuracy_limits(const MetricsRows& rows) {
    double lowest = 1;
    for (std::size_t i = rows.size() / 2; i < rows.size(); ++i) {
        for (const Metrics& metrics : rows[i].members) {
            lowest = std::min({lowest, metrics.train_accuracy, metrics.test_accuracy});
        }
    }
    return {lowest < 0.4 ? 0.0 : 0.4, 1.02};
}

// The list of quantities that opens from the title; placed where the title was in the last frame.
void chooser(const FrameContext& context, std::size_t place) {
    std::array<Quantity, 3>& places = context.state.curves;
    const std::string name = "curve_" + std::to_string(place + 1);
    const plot::PlotState& state =
        context.temp.plots.curves.plots[static_cast<std::size_t>(places[place])];
    const plot::PlotPart* title = state.part("title");
    if (title == nullptr || title->rect.z - title->rect.x < 1) {
        return;
    }
    const Theme& theme = context.theme();
    const ImVec2 cursor = ImGui::GetCursorScreenPos();
    const ImVec4 rect = title->rect;
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    ImGui::PushID("chooser");
    if (hit_area("##title", {rect.z - rect.x, rect.w - rect.y}) ||
        context.ui.controls().used(name)) {
        ImGui::OpenPopup("##list");
    }
    context.ui.controls().add_last_item(name);
    context.ui.add_stop(name);
    const bool hovered = ImGui::IsItemHovered();
    context.ui.tooltip(info(places[place]).tip);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (hovered) {
        draw.AddRectFilled({rect.x - theme.px(3), rect.y}, {rect.z + theme.px(2), rect.w},
                           plot::with_alpha(theme.colour(theme.palette->text), 0.07f), theme.px(3));
    }
    const float half = theme.px(3);
    const ImVec2 tip(rect.z - half - theme.px(1), 0.5f * (rect.y + rect.w) + 0.6f * half);
    draw.AddTriangleFilled({tip.x - half, tip.y - 1.3f * half}, {tip.x + half, tip.y - 1.3f * half},
                           tip, theme.colour(theme.palette->text_dim));
    ImGui::SetNextWindowPos({rect.x, rect.w + theme.px(2)}, ImGuiCond_Appearing);
    if (ImGui::BeginPopup("##list")) {
        for (std::size_t i = 0; i < kQuantities.size(); ++i) {
            const auto quantity = static_cast<Quantity>(i);
            if (ImGui::Selectable(kQuantities[i].label, quantity == places[place])) {
                choose(places, place, quantity);
            }
            if (!ImGui::IsWindowAppearing()) {  // its first frame is laid out, not drawn
                context.ui.controls().add_last_item(name + "." + kQuantities[i].name);
            }
        }
        ImGui::EndPopup();
    }
    ImGui::PopID();
    ImGui::SetCursorScreenPos(cursor);
}

// Change marks at least a few pixels apart, for the plot's width in the last frame.
std::vector<ChangeMark> marks_for(const FrameContext& context, const plot::PlotState& state) {
    const float width = state.inside.z - state.inside.x;
    if (!context.snapshot.changes || context.snapshot.changes->empty() || width <= 0 ||
        state.x_scale != plot::AxisScale::Linear) {
        return {};
    }
    const double apart = context.theme().px(7) * (state.x.hi - state.x.lo) / width;
    return change_marks(*context.snapshot.changes, apart, context.has_a());
}

ImU32 theme_marker(const FrameContext& context) {
    return context.theme().colour(context.theme().palette->warning);
}

// What the newest mark says, beside its line and away from the legend; the others say it under the
// mouse.
void caption_of_mark(const FrameContext& context, const plot::PlotState& state,
                     const ChangeMark& mark, bool at_top) {
    const Theme& theme = context.theme();
    const ImVec4& inside = state.inside;
    const double part = (mark.step - state.x.lo) / (state.x.hi - state.x.lo);
    if (!(part >= 0 && part <= 1) ||
        ImGui::IsMouseHoveringRect({inside.x, inside.y}, {inside.z, inside.w})) {
        return;
    }
    const std::string line = mark.label.substr(0, mark.label.find('\n'));
    const std::string text = line.substr(0, line.find(" at step"));
    const float size = theme.px(Fonts::kSmall - 1.5f), gap = theme.px(8);
    const float width = theme.fonts.small->CalcTextSizeA(size, 1e9f, 0, text.c_str()).x;
    const float x = inside.x + static_cast<float>(part) * (inside.z - inside.x);
    const bool right = x + gap + width < inside.z - theme.px(4);
    const float left = right ? x + gap : x - gap - width;
    if (left > inside.x + theme.px(4)) {
        draw_text_plate(theme, theme.fonts.small, size,
                        {left, at_top ? inside.y + theme.px(4) : inside.w - size - theme.px(6)},
                        theme_marker(context), text.c_str());
    }
}

void curve_panel(const FrameContext& context, const Rect& rect, std::size_t place) {
    context.ui.begin_panel(("curve_" + std::to_string(place + 1)).c_str(), rect);
    chooser(context, place);
    const Quantity quantity = context.state.curves[place];
    const CurvePlots::Rows& shown = context.temp.plots.curves.rows[place];
    Lines lines;
    fill(lines, context, shown, quantity);
    const std::string label = label_of(context, quantity) + "    ";  // room for the triangle
    plot::LinePlot plot;
    plot.x.label = "step";
    plot.x.counts = true;
    plot.y.label = label;
    plot.y.scale = info(quantity).scale;
    if (quantity == Quantity::Accuracy) {
        plot.y.limits = accuracy_limits(*shown.rows);
    }
    plot.series = lines.series;
    plot.legend = info(quantity).legend;
    plot::PlotState& state = context.temp.plots.curves.plots[static_cast<std::size_t>(quantity)];
    const std::vector<ChangeMark> marks = marks_for(context, state);
    std::vector<plot::Marker> markers;
    for (const ChangeMark& mark : marks) {
        markers.push_back({mark.step, mark.label, theme_marker(context)});
    }
    if (context.temp.history.shown && !context.shows_sweep()) {  // step that the views look back to
        markers.push_back({.x = static_cast<double>(context.temp.history.shown->step),
                           .colour = context.theme().colour(context.theme().palette->text)});
    }
    plot.markers = markers;
    plot::draw_line_plot("plot", ImGui::GetContentRegionAvail(), plot, context.theme().plot_style(),
                         &state);
    if (!marks.empty()) {
        caption_of_mark(context, state, marks.back(), plot.legend == plot::Corner::BottomRight);
    }
    context.temp.plots.places.push_back(
        context.ui.add_plot(std::string("plot.") + info(quantity).name, state));
    context.ui.end_panel();
}

}  // namespace

void curves_panel(const FrameContext& context, std::span<const Rect> rects) {
    const Theme& theme = context.theme();
    context.temp.plots.curves.update(context.snapshot);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(8), theme.px(6)});
    for (std::size_t place = 0; place < rects.size(); ++place) {
        curve_panel(context, rects[place], place);
    }
    ImGui::PopStyleVar();
}

}  // namespace la
