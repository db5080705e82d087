#include <algorithm>

#include "app/laboratories/flow/flow_panels.h"
#include "render/plot/heat_map.h"

namespace la {

void energy_map_part(const FrameContext& context, float height) {
    const Theme& theme = context.theme();
    EnergyMap& map = context.temp.plots.energy_map;
    const std::size_t last = context.snapshot.members.size() - 1;
    context.ui.heading(context.shows_sweep() ? "ENERGY OF THE TRAINING"
                                             : "ENERGY BY LAYER AND STEP");
    context.ui.tooltip(
        "Eₖ of every layer k at every step, on a log scale: light is large, A and B "
        "each on their own. Energy "
        "that evens out over the layers is a flow of constant speed");
    if (context.has_a()) {
        constexpr const char* kLabels[] = {"A", "B"};
        if (const auto chosen = context.ui.tabs("energy_map", context.state.map_of_a ? 0 : 1,
                                                kLabels, "Whose energies the map shows")) {
            context.state.map_of_a = *chosen == 0;
        }
    }
    // Uses the rows of the first plot over the steps, which are renewed only now and then.
    const CurvePlots::Rows& shown = context.temp.plots.curves.rows[0];
    map.update(shown.are_of(context.snapshot) ? shown.rows : context.snapshot.rows,
               context.snapshot.run, context.has_a() && context.state.map_of_a ? 0 : last);
    if (!map.rows || map.layers == 0) {
        return;
    }
    plot::HeatMap heat{.x_name = "step",
                       .row_name = "layer",
                       .value_name = "Eₖ",
                       .x = map.steps,
                       .rows = map.layers,
                       .colours = map.colours};
    heat.read = [&map](int layer, double step) {
        const MetricsRow& row = (*map.rows)[map.nearest_row(step)];
        return plot::HeatMap::Cell{static_cast<double>(row.step),
                                   row.members[map.member].energy[static_cast<std::size_t>(layer)]};
    };
    const ImVec4 cells = plot::draw_heat_map(
        "energy map", {ImGui::GetContentRegionAvail().x, height}, heat, theme.plot_style());
    if (cells.z > cells.x) {
        const Rect rect{{cells.x, cells.y}, {cells.z, cells.w}};
        context.temp.plots.cells[0] = {rect, &map.image, map.version};
        context.ui.controls().add("plot.energy_map", rect);
    }
}

}  // namespace la
