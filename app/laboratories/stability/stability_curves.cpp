#include "app/laboratories/stability/stability_curves.h"

#include <cmath>
#include <utility>

namespace la {

StabilityCurves::StabilityCurves(const FrameContext& context) : context_(context) {
    const StabilityRows* rows = context.snapshot.stability_rows.get();
    rows_ = rows && !rows->empty() ? rows : nullptr;
}

void StabilityCurves::add(std::size_t member, Value value, plot::Series look) {
    if (!rows_ || member >= rows_->back().members.size()) {
        return;
    }
    curves_.push_back({rows_, member, std::move(value)});
    look.count = static_cast<int>(rows_->size());
    look.data = &curves_.back();
    look.x = [](const void* data, int i) {
        const Curve& c = *static_cast<const Curve*>(data);
        return static_cast<double>((*c.rows)[static_cast<std::size_t>(i)].step);
    };
    look.y = [](const void* data, int i) {
        const Curve& c = *static_cast<const Curve*>(data);
        const StabilityRow& row = (*c.rows)[static_cast<std::size_t>(i)];
        return c.member < row.members.size() ? c.value(row.members[c.member]) : NAN;
    };
    series_.push_back(look);
}

plot::Series StabilityCurves::look_of(std::size_t member) const {
    const Palette& palette = *context_.theme().palette;
    const bool is_a = context_.snapshot.is_a(member);
    return {.name = context_.name_of(member),
            .colour = plot::to_colour(is_a ? palette.text_dim : palette.accent),
            .dashed = is_a};
}

void StabilityCurves::add_members(const Value& value) {
    for (std::size_t m = 0; m < context_.snapshot.members.size(); ++m) {
        add(m, value, look_of(m));
    }
}

void StabilityCurves::add_level(double level, std::string name, ImU32 colour, bool dashed) {
    if (!rows_) {
        return;
    }
    names_.push_back(std::move(name));
    levels_.push_back({{static_cast<double>((*rows_)[0].step),
                        static_cast<double>(std::max<std::int64_t>(rows_->back().step, 1))},
                       level});
    series_.push_back(
        {.name = names_.back(),
         .count = 2,
         .data = &levels_.back(),
         .x = [](const void* data, int i) { return static_cast<const Level*>(data)->ends[i]; },
         .y = [](const void* data, int) { return static_cast<const Level*>(data)->level; },
         .colour = colour,
         .width = 1.2f,
         .dashed = dashed});
}

void StabilityCurves::draw(const char* name, float height, plot::AxisScale scale,
                           plot::PlotState& state, plot::Corner legend) {
    plot::LinePlot plot;
    plot.x.label = "step";
    plot.x.counts = true;
    plot.y.scale = scale;
    plot.series = series_;
    plot.legend = legend;
    plot::draw_line_plot(name, {ImGui::GetContentRegionAvail().x, height}, plot,
                         context_.theme().plot_style(), &state);
    context_.temp.plots.places.push_back(context_.ui.add_plot(std::string("plot.") + name, state));
}

}  // namespace la
