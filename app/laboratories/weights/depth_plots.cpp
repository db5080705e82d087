#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <string>
#include <vector>

#include "app/laboratories/weights/weights_panels.h"
#include "render/plot/heat_map.h"
#include "render/plot/line_plot.h"

namespace la {

namespace {

constexpr std::array<const char*, 3> kMatrices{"W", "V", "entries"};

// An entry of the weights over depth, read in place.
struct DepthCurve {
    const Weights* weights = nullptr;
    std::size_t at = 0, per_layer = 0;

    static double s(const void* data, int k) {
        const DepthCurve& c = *static_cast<const DepthCurve*>(data);
        return (k + 0.5) / c.weights->network.layers;
    }
    static double value(const void* data, int k) {
        const DepthCurve& c = *static_cast<const DepthCurve*>(data);
        return c.weights->values[static_cast<std::size_t>(k) * c.per_layer + c.at];
    }
};

std::string title(const FrameContext& context, std::size_t member, const char* what) {
    return std::string(context.name_of(member)) + "   " + what;
}

// "faint: step 0, 1256"
std::string faint_steps(const std::vector<DepthMoment>& times) {
    std::string out;
    for (std::size_t i = 0; i + 1 < times.size(); ++i) {
        out += (i == 0 ? "faint: step " : ", ") + std::to_string(times[i].step);
    }
    return out;
}

// The title of a panel, and at its right end the two matrices and, if there is a third label, what
// opens the menu of entries.
void head(const FrameContext& context, const std::string& name, const std::string& words,
          LayerMatrix& matrix, std::span<const char* const> labels, const char* tip) {
    context.ui.heading(words.c_str());
    context.ui.tooltip(tip);
    const auto chosen = context.ui.tabs(name.c_str(), static_cast<int>(matrix), labels, tip);
    if (chosen && *chosen == 2) {
        open_entry_chooser();
    } else if (chosen) {
        matrix = static_cast<LayerMatrix>(*chosen);
    }
}

bool has_depth(const FrameContext& context, std::size_t member) {
    const MemberSnapshot& shown = context.displayed().members[member];
    if (!shown.weights) {
        ImGui::TextDisabled("its weights are not ours to show");
    } else if (has_no_depth(context.displayed(), member)) {
        ImGui::TextDisabled("%s", kNoDepth);
    } else if (shown.config.network.layers < 2) {
        ImGui::TextDisabled("one layer has no depth to look along");
    }
    return shown.weights && shown.config.network.layers > 1;
}

// Entries of W or V over depth. Made for one frame.
class DepthLines {
  public:
    explicit DepthLines(const FrameContext& context) : context_(context) {}

    // Those of a network that has a depth: now in full colour, and before it faint, or now alone.
    void add(std::size_t member, bool before) {
        const Palette& palette = *context_.theme().palette;
        const LayerMatrix matrix = context_.state.weights.lines;
        const KeptSteps* kept = context_.shows_sweep() ? nullptr : context_.snapshot.history.get();
        const std::vector<DepthMoment>& times =
            times_.emplace_back(depth_moments(context_.displayed(), kept, member));
        const ImU32 now =
            plot::to_colour(context_.snapshot.is_a(member) ? palette.series_a : palette.accent);
        for (std::size_t t = before ? 0 : times.size() - 1; t < times.size(); ++t) {
            const bool last = t + 1 == times.size();
            const float alpha = last ? 1.0f : t == 0 ? 0.35f : 0.6f;
            const ImU32 colour = last ? now : plot::to_colour(palette.text_dim);
            add(*times[t].weights, matrix, last,
                {.colour = plot::with_alpha(colour, alpha), .width = last ? 1.6f : 1.1f});
        }
        faint_ = before ? faint_steps(times) : "";
    }

    // height 0: all there is.
    void draw(const std::string& name, plot::PlotState& state, float height) const {
        if (series_.empty()) {
            return;
        }
        plot::LinePlot plot;
        plot.x.label = "depth s";
        plot.y.label = faint_;
        plot.x.limits = {0, 1};
        plot.series = series_;
        plot.legend = plot::Corner::None;
        const ImVec2 room = ImGui::GetContentRegionAvail();
        plot::draw_line_plot("lines", {room.x, height > 0 ? height : room.y}, plot,
                             context_.theme().plot_style(), &state);
        context_.temp.plots.places.push_back(context_.ui.add_plot("plot." + name, state));
    }

  private:
    void add(const Weights& weights, LayerMatrix matrix, bool named, plot::Series look) {
        const WeightLayout layout(weights.network, weights.classes);
        const std::vector<EntryPlace>& chosen =
            context_.state.weights.entries[static_cast<std::size_t>(matrix)];
        for (const MatrixEntry& entry : drawn_entries(weights, matrix, chosen)) {
            if (named) {
                look.name = names_.emplace_back(name_of_entry(matrix, entry));
            }
            look.count = weights.network.layers;
            curves_.push_back({&weights, entry.at, layout.per_layer});
            look.data = &curves_.back();
            look.x = DepthCurve::s;
            look.y = DepthCurve::value;
            series_.push_back(look);
        }
    }

    const FrameContext& context_;
    std::deque<std::vector<DepthMoment>> times_;  // [network]
    std::deque<DepthCurve> curves_;
    std::deque<std::string> names_;
    std::vector<plot::Series> series_;
    std::string faint_;
};

}  // namespace

void weights_lines_plot(const FrameContext& context, float height) {
    // A network of a sweep is alone.
    const std::size_t members =
        std::min(context.displayed().members.size(), context.snapshot.members.size());
    context.ui.heading("WEIGHTS OVER DEPTH");
    DepthLines lines(context);
    bool deep = true;
    for (std::size_t member = 0; member < members && deep; ++member) {
        deep = has_depth(context, member);
        if (deep) {
            lines.add(member, members == 1);
        }
    }
    lines.draw("weights_lines_b", context.temp.plots.weights.lines[members - 1], height);
}

void weights_lines_panel(const FrameContext& context, std::size_t member, const Rect& rect) {
    const Theme& theme = context.theme();
    LayerMatrix& matrix = context.state.weights.lines;
    const std::string name = context.snapshot.is_a(member) ? "weights_lines_a" : "weights_lines_b";
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(10), theme.px(6)});
    context.ui.begin_panel(name.c_str(), rect);
    const Weights* shown = context.displayed().members[member].weights.get();
    const bool entries = shown != nullptr && !has_no_depth(context.displayed(), member);
    head(context, name, title(context, member, "WEIGHTS ACROSS DEPTH"), matrix,
         std::span(kMatrices).first(entries ? 3 : 2),
         "Entries of W, the first matrix of a layer, or of V, the second, from the first layer to "
         "the last: faint at the beginning and halfway, strong now. Which ones is chosen under "
         "\"entries\", or by a click on a row of the map");
    if (entries) {
        entry_chooser(context, *shown, name);
    }
    if (has_depth(context, member)) {
        DepthLines lines(context);
        lines.add(member, true);
        lines.draw(name, context.temp.plots.weights.lines[member], 0);
    }
    context.ui.end_panel();
    ImGui::PopStyleVar();
}

namespace {

// The largest |entry| of a matrix over all layers.
double largest(const Weights& weights, LayerMatrix matrix) {
    const WeightLayout layout(weights.network, weights.classes);
    double out = 0;
    for (int k = 0; k < weights.network.layers; ++k) {
        const std::size_t first = matrix == LayerMatrix::W ? layout.w(k) : layout.v(k);
        for (std::size_t i = 0; i < layout.weight; ++i) {
            out = std::max(out, static_cast<double>(std::abs(weights.values[first + i])));
        }
    }
    return std::isfinite(out) ? out : 0;
}

// Marks the rows of a map that are drawn as lines; a click on a row changes whether it is.
void rows_as_lines(const FrameContext& context, const WeightsMap& map, const Rect& cells) {
    WeightsPage& page = context.state.weights;
    std::vector<EntryPlace>& chosen = page.entries[static_cast<std::size_t>(map.matrix)];
    const float pitch = cells.height() / static_cast<float>(map.entries.size());
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool inside = mouse.x >= cells.min.x && mouse.x < cells.max.x && mouse.y >= cells.min.y &&
                        mouse.y < cells.max.y;
    if (ImGui::IsItemClicked() && inside) {
        const auto row = std::min(static_cast<std::size_t>((mouse.y - cells.min.y) / pitch),
                                  map.entries.size() - 1);
        const MatrixEntry& entry = map.entries[row];
        chosen = toggled(*map.weights, map.matrix, chosen, {entry.row, entry.column});
        page.lines = map.matrix;
    }
    if (page.lines != map.matrix) {
        return;
    }
    const ImU32 colour = context.theme().colour(context.theme().palette->text);
    for (const MatrixEntry& drawn : drawn_entries(*map.weights, map.matrix, chosen)) {
        const auto at = std::ranges::find(map.entries, drawn.at, &MatrixEntry::at);
        if (at != map.entries.end()) {
            const float y = cells.min.y + pitch * static_cast<float>(at - map.entries.begin());
            const float inset = std::min(1.0f, 0.1f * pitch);
            ImGui::GetWindowDrawList()->AddRectFilled(
                {cells.min.x, y + inset}, {cells.min.x + context.theme().px(4), y + pitch - inset},
                colour);
        }
    }
}

}  // namespace

void weights_map_panel(const FrameContext& context, std::size_t member, const Rect& rect) {
    const Theme& theme = context.theme();
    LayerMatrix& matrix = context.state.weights.map;
    WeightsPlots& plots = context.temp.plots.weights;
    const std::string name = context.snapshot.is_a(member) ? "weights_map_a" : "weights_map_b";
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(10), theme.px(6)});
    context.ui.begin_panel(name.c_str(), rect);
    head(context, name, title(context, member, "ENTRY BY LAYER"), matrix,
         std::span(kMatrices).first(2),
         "Entries of W or V, a row each, over the layers: orange above zero, blue below. Stripes "
         "are a flow, noise is none. A bar marks a row that is drawn as a line; a click on a row "
         "draws it, or no longer");
    if (has_depth(context, member)) {
        double most = 0;
        for (const MemberSnapshot& shown : context.displayed().members) {
            most = shown.weights ? std::max(most, largest(*shown.weights, matrix)) : most;
        }
        plots.map_range =
            plot::settle_range(plots.map_range, {-most, most}, plot::AxisScale::Linear);
        WeightsMap& map = plots.maps[member];
        map.update(context.displayed().members[member].weights, matrix, *theme.palette,
                   std::max(plots.map_range.hi, -plots.map_range.lo));
        const int layers = map.weights->network.layers;
        plot::HeatMap heat{.x_name = "layer",
                           .row_name = "entry",
                           .value_name = "value",
                           .x = {0.5, layers + 0.5},
                           .rows = static_cast<int>(map.entries.size()),
                           .colours = {-map.limit, map.limit},
                           .scale = plot::AxisScale::Linear};
        heat.colour = [&theme](double unit) { return signed_colour(2 * unit - 1, *theme.palette); };
        heat.read = [&](int row, double x) {
            const std::size_t entry = map.entries.size() - 1 - static_cast<std::size_t>(row);
            const int layer = std::clamp(static_cast<int>(std::lround(x)), 1, layers);
            return plot::HeatMap::Cell{static_cast<double>(layer), map.value(entry, layer - 1),
                                       name_of_entry(matrix, map.entries[entry])};
        };
        const ImVec4 cells =
            plot::draw_heat_map("map", ImGui::GetContentRegionAvail(), heat, theme.plot_style());
        if (cells.z > cells.x) {
            const Rect place{{cells.x, cells.y}, {cells.z, cells.w}};
            context.temp.plots.cells[member] = {place, &map.image, map.version};
            context.ui.controls().add("plot." + name, place);
            rows_as_lines(context, map, place);
        }
    }
    context.ui.end_panel();
    ImGui::PopStyleVar();
}

}  // namespace la
