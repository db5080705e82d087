#include "app/views/particle_tooltip.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <glm/geometric.hpp>

#include "app/ui/class_text.h"
#include "render/flow/flow_frame.h"
#include "render/plot/number.h"

namespace la {

namespace {

constexpr int kRows = 13;  // layers in the tooltip; of deeper networks, those around the depth

void cell(const char* text, ImU32 colour) {
    ImGui::TableNextColumn();
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    ImGui::TextUnformatted(text);
    ImGui::PopStyleColor();
}

// What a particle's colour says: the class of a point, that which is decided, or a value.
std::string meaning_of(const FrameContext& context, int label, int particle) {
    const Dataset& data = *context.displayed().data;
    const bool lattice = context.state.particles == ParticleSource::Lattice;
    char text[96];
    if (!data.has_values()) {
        std::snprintf(text, sizeof text, "%s%s %.60s", lattice ? "decided: " : "",
                      data.class_names.empty() ? "class" : "",
                      class_text(data, label, *context.theme().fonts.small).c_str());
    } else if (context.state.particles == ParticleSource::Data) {
        std::snprintf(text, sizeof text, "value %s",
                      plot::compact(data.values[static_cast<std::size_t>(particle)]).c_str());
    } else {
        const ValueRange range = value_range(data);
        const double part = (range.most - range.least) / kShades;
        std::snprintf(text, sizeof text, "%svalue %s to %s", lattice ? "decided: " : "",
                      plot::compact(range.least + label * part).c_str(),
                      plot::compact(range.least + (label + 1) * part).c_str());
    }
    return text;
}

}  // namespace

int nearest_particle(const FlowScene& scene, const Viewport& viewport, glm::vec2 extent,
                     glm::vec2 place, float radius) {
    const auto points = static_cast<std::size_t>(std::max(scene.points, 0));
    if (scene.states.size() < points * (static_cast<std::size_t>(scene.layers) + 1)) {
        return -1;
    }
    // In world units, in which pixels are square.
    const float pixel = 2 * viewport.half_height / extent.y;
    const glm::vec2 target = viewport.from_pixel(place, extent);
    const AtDepth at = at_depth(scene);
    float nearest_square = radius * pixel * radius * pixel;
    int nearest = -1;
    for (std::size_t i = 0; i < points; ++i) {
        const glm::vec2 off = place_at(scene.states, points, i, at) - target;
        const float square = glm::dot(off, off);
        if (square < nearest_square) {  // false for NaN
            nearest_square = square;
            nearest = static_cast<int>(i);
        }
    }
    return nearest;
}

void particle_tooltip(const FrameContext& context, const FlowScene& scene, int particle) {
    const Theme& theme = context.theme();
    const auto points = static_cast<std::size_t>(scene.points);
    const auto state = [&](int k) {
        return scene
            .states[static_cast<std::size_t>(k) * points + static_cast<std::size_t>(particle)];
    };
    const int label = scene.labels[static_cast<std::size_t>(particle)];
    const bool data = context.state.particles == ParticleSource::Data;
    const bool unsplit =
        context.frozen() && context.displayed().data->size() == context.displayed().data->train;
    const char* kind =
        data && unsplit ? "point"
        : data ? particle < context.displayed().data->train ? "training point" : "test point"
        : context.state.particles == ParticleSource::Lattice ? "lattice point"
                                                             : "fresh point";
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(10), theme.px(8)});
    ImGui::BeginTooltip();
    ImGui::PushFont(theme.fonts.small);
    char text[96];
    std::snprintf(text, sizeof text, "%s %d", kind, particle);
    ImGui::TextUnformatted(text);
    ImGui::SameLine(0, theme.px(12));
    ImGui::TextColored(ImGui::ColorConvertU32ToFloat4(theme.colour(label_colours(
                           scene, *theme.palette)[std::min(label, kClassColours - 1)])),
                       "%s", meaning_of(context, label, particle).c_str());
    const int now = at_depth(scene).layer;
    const int rows = std::min(kRows, scene.layers + 1);
    const int first = std::clamp(now - rows / 2, 0, scene.layers + 1 - rows);
    const ImU32 dim = theme.colour(theme.palette->text_dim);
    const ImU32 bright = theme.colour(theme.palette->text);
    if (ImGui::BeginTable("layers", 3, ImGuiTableFlags_SizingFixedFit)) {
        // Wide enough for any number: columns that fit their contents lag by one frame.
        for (const char* widest : {"input", "-1.23e-05", "-1.23e-05, -1.23e-05"}) {
            ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed,
                                    ImGui::CalcTextSize(widest).x);
        }
        cell("layer", dim);
        cell("|rₖ|²", dim);
        cell("position", dim);
        for (int k = first; k < first + rows; ++k) {
            const glm::vec2 x = state(k);
            const ImU32 colour = k == now ? bright : dim;
            ImGui::TableNextRow();
            std::snprintf(text, sizeof text, "%d", k);
            cell(k == 0 ? "input" : text, colour);
            const glm::vec2 r = k == 0 ? glm::vec2(0) : x - state(k - 1);
            cell(k == 0 ? "" : plot::compact(glm::dot(r, r)).c_str(), colour);
            std::snprintf(text, sizeof text, "%.3g, %.3g", x.x, x.y);
            cell(text, colour);
        }
        ImGui::EndTable();
    }
    const glm::vec2 displacement = state(scene.layers) - state(0);
    ImGui::TextDisabled("|x_L - x_0|² = %s",
                        plot::compact(glm::dot(displacement, displacement)).c_str());
    ImGui::PopFont();
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

}  // namespace la
