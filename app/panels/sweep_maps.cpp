#include "app/panels/sweep_maps.h"
#include "app/views/sweep_dots.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

#include "app/state/sweep_settings.h"
#include "core/config/number_fields.h"
#include "render/plot/grid_map.h"
#include "render/plot/number.h"
#include "render/plot/readout.h"

namespace la {

namespace {

constexpr float kBetween = 22;  // design pixels between the maps

// The runs of one pair of values.
struct Cell {
    std::vector<const SweepRun*> runs{};
    int diverged = 0;
    double accuracy = std::numeric_limits<double>::quiet_NaN();  // means of those that did not
    double action = std::numeric_limits<double>::quiet_NaN();    // diverge; infinite: all did
};

struct Grid {
    std::vector<PathValues> over;
    std::vector<Cell> cells;                        // [column][row]
    std::array<std::vector<std::string>, 2> texts;  // of the values
    std::vector<std::size_t> cell_of_run;
    int hovered = -1, ringed = -1;
};

std::string text_of(const PathValues& over, double value) {
    char text[32];
    std::snprintf(text, sizeof text, number_field_at(over.path).whole ? "%.0f" : "%.3g", value);
    return text;
}

std::size_t index_of(const std::vector<double>& values, double value) {
    const auto at = std::ranges::lower_bound(values, value);
    return std::min(static_cast<std::size_t>(at - values.begin()), values.size() - 1);
}

void take_means(Cell& cell) {
    const auto kept = static_cast<double>(cell.runs.size()) - cell.diverged;
    if (kept <= 0) {
        cell.accuracy = cell.action = std::numeric_limits<double>::infinity();
        return;
    }
    cell.accuracy = cell.action = 0;
    for (const SweepRun* run : cell.runs) {
        if (!run->diverged) {
            cell.accuracy += run->metrics.test_accuracy / kept;
            cell.action += run->metrics.action / kept;
        }
    }
}

Grid grid_of(const FrameContext& context) {
    const SweepUi& sweep = context.temp.sweep;
    Grid out;
    out.over = sweep.state ? sweep.state->plan->over
                           : sweep_over(usual_sweep(context.state.sweep, *context.snapshot.config,
                                                    context.snapshot.data->train));
    for (const std::size_t axis : {0u, 1u}) {
        for (const double value : out.over[axis].values) {
            out.texts[axis].push_back(text_of(out.over[axis], value));
        }
    }
    out.cells.resize(out.texts[0].size() * out.texts[1].size());
    if (!sweep.state) {
        return out;
    }
    const Snapshot* past = context.temp.history.shown.get();
    for (const SweepRun& run : *sweep.state->runs) {
        const std::size_t at = index_of(out.over[0].values, run.values[0]) * out.texts[1].size() +
                               index_of(out.over[1].values, run.values[1]);
        out.cell_of_run.push_back(at);
        out.cells[at].runs.push_back(&run);
        out.cells[at].diverged += run.diverged ? 1 : 0;
        if (past && run.weights && past->members.back().weights == run.weights) {
            out.ringed = static_cast<int>(at);
        }
        if (sweep.hovered && run.values == sweep.hovered->values) {
            out.hovered = static_cast<int>(at);
        }
    }
    for (Cell& cell : out.cells) {
        if (!cell.runs.empty()) {
            take_means(cell);
        }
    }
    return out;
}

// The run that a click on the cell shows; null: none can be.
const SweepRun* shown_run(const Cell& cell) {
    const auto at =
        std::ranges::find_if(cell.runs, [](const SweepRun* r) { return r->weights != nullptr; });
    return at == cell.runs.end() ? nullptr : *at;
}

std::string mean_steps(const Cell& cell) {
    double sum = 0;
    int reached = 0;
    for (const SweepRun* run : cell.runs) {
        sum += run->steps_to_90 >= 0 ? static_cast<double>(run->steps_to_90) : 0;
        reached += run->steps_to_90 >= 0 ? 1 : 0;
    }
    return reached == 0 ? "-"
                        : plot::compact(sum / reached) + " (" + std::to_string(reached) + " of " +
                              std::to_string(cell.runs.size()) + ")";
}

void read_out(const FrameContext& context, const Grid& grid, std::size_t index) {
    const ImU32 accent = context.theme().colour(context.theme().palette->accent);
    const ImU32 dim = context.theme().colour(context.theme().palette->text_dim);
    const Cell& cell = grid.cells[index];
    const std::size_t rows = grid.texts[1].size();
    const std::string title = sweep_name(grid.over[0].path) + " = " + grid.texts[0][index / rows] +
                              ", " + sweep_name(grid.over[1].path) + " = " +
                              grid.texts[1][index % rows];
    std::vector<plot::Reading> readings;
    if (std::isfinite(cell.action)) {
        char accuracy[32];
        std::snprintf(accuracy, sizeof accuracy, "%.4f", cell.accuracy);
        const bool tested = sweep_tests(*context.temp.sweep.state->plan);
        readings.push_back({tested ? "test accuracy" : "training accuracy", accuracy, accent});
        readings.push_back({"action A", plot::compact(cell.action), accent});
    }
    if (!cell.runs.empty()) {
        readings.push_back({"steps to 90 % training accuracy", mean_steps(cell), dim});
        readings.push_back({"runs", std::to_string(cell.runs.size()), dim});
    }
    if (cell.diverged > 0) {
        readings.push_back({"diverged", std::to_string(cell.diverged), dim});
    }
    const SweepRun* run = shown_run(cell);
    const std::string note = cell.runs.empty() ? "not trained yet"
                             : !run            ? "no network of it was kept"
                                    : "a click shows the flow of seed " + std::to_string(run->seed);
    plot::show_readings(context.theme().plot_style(), title, readings, note);
}

struct MapOf {
    const char* name;
    const char* label;
    double Cell::*value;
    plot::AxisScale scale;
    plot::Range colours;
};

// Draws one of the two maps. Returns the cell under the mouse, if any.
std::optional<std::size_t> one_map(const FrameContext& context, const Rect& rect, const Grid& grid,
                                   const MapOf& what) {
    const Theme& theme = context.theme();
    SweepUi& sweep = context.temp.sweep;
    std::vector<double> values;
    for (const Cell& cell : grid.cells) {
        values.push_back(cell.*what.value);
    }
    const std::string x = sweep_name(grid.over[0].path), y = sweep_name(grid.over[1].path);
    ImGui::SetCursorScreenPos(rect.min);
    const plot::GridMapSeen seen = plot::draw_grid_map(what.name, rect.size(),
                                                       {.label = what.label,
                                                        .x_label = x,
                                                        .y_label = y,
                                                        .x = grid.texts[0],
                                                        .y = grid.texts[1],
                                                        .values = values,
                                                        .scale = what.scale,
                                                        .colours = what.colours,
                                                        .highlighted = grid.hovered,
                                                        .ringed = grid.ringed},
                                                       theme.plot_style());
    const Rect inside{{seen.inside.x, seen.inside.y}, {seen.inside.z, seen.inside.w}};
    context.temp.plots.places.push_back(inside);
    const PointedDot dot = pointed_dot(context, std::string("plot.") + what.name, inside,
                                       seen.places, seen.hovered, seen.clicked);
    if (what.value == &Cell::accuracy) {
        sweep.places.clear();
        for (const std::size_t cell : grid.cell_of_run) {
            sweep.places.emplace_back(seen.places[cell].x, seen.places[cell].y);
        }
    }
    if (!dot.at) {
        return {};
    }
    const auto cell = static_cast<std::size_t>(*dot.at);
    read_out(context, grid, cell);
    if (const SweepRun* run = shown_run(grid.cells[cell]); run && dot.taken) {
        context.temp.commands.emplace_back(PickRun{run->values, run->seed});
    }
    return cell;
}

plot::Range range_of(const Grid& grid, double Cell::*value) {
    plot::Range out;
    for (const Cell& cell : grid.cells) {
        out.include(cell.*value > 0 ? cell.*value : std::numeric_limits<double>::quiet_NaN());
    }
    return out;
}

// From below the least accuracy, on a tenth, to 1.
plot::Range accuracy_colours(const Grid& grid) {
    const plot::Range data = range_of(grid, &Cell::accuracy);
    const double below = data.empty() ? 0.5 : std::floor(10 * data.lo) / 10;
    return {std::clamp(below, 0.0, 0.9), 1};
}

}  // namespace

void sweep_maps(const FrameContext& context, const Rect& rect) {
    const Grid grid = grid_of(context);
    SweepUi& sweep = context.temp.sweep;
    const float between = context.theme().px(kBetween);
    const float middle = std::round((rect.min.x + rect.max.x) / 2);
    const bool tested = !sweep.state || sweep_tests(*sweep.state->plan);
    const auto left = one_map(context, {rect.min, {middle - between / 2, rect.max.y}}, grid,
                              {"sweep_accuracy", tested ? "test accuracy" : "training accuracy",
                               &Cell::accuracy, plot::AxisScale::Linear, accuracy_colours(grid)});
    const auto right =
        one_map(context, {{middle + between / 2, rect.min.y}, rect.max}, grid,
                {"sweep_action", "action A = L Σ Eₖ", &Cell::action, plot::AxisScale::Log,
                 plot::fit_range(range_of(grid, &Cell::action), plot::AxisScale::Log)});
    const auto hovered = left ? left : right;
    sweep.hovered.reset();
    if (hovered && !grid.cells[*hovered].runs.empty()) {
        const SweepRun& run = *grid.cells[*hovered].runs.front();
        sweep.hovered = PickRun{run.values, run.seed};
    }
}

}  // namespace la
