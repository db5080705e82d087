#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "app/laboratories/mean_field/mean_field_panels.h"
#include "app/laboratories/mean_field/plane_frame.h"
#include "app/ui/text_plate.h"
#include "app/views/view_labels.h"
#include "render/plot/stroke.h"
#include "render/plot/ticks.h"

namespace la {

namespace {

constexpr std::size_t kMostNodes = 2000;  // drawn; every second or third of more
constexpr std::size_t kMostTails = 90, kTailSteps = 24;
constexpr double kLeastReach = 3;

std::size_t stride_of(std::size_t count, std::size_t most) {
    return std::max<std::size_t>(1, (count + most - 1) / most);
}

// What most nodes are within: nineteen of twenty, rounded up so that it seldom changes.
double wanted_reach(const ShallowNodes& nodes, std::size_t d) {
    std::vector<double> sizes;
    const std::size_t stride = stride_of(nodes.a.size(), kMostNodes);
    for (std::size_t i = 0; i < nodes.a.size(); i += stride) {
        sizes.push_back(std::max(std::abs(nodes.a[i]), std::abs(nodes.w[i * d])));
    }
    const auto at =
        sizes.begin() + static_cast<std::ptrdiff_t>(0.95 * static_cast<double>(sizes.size() - 1));
    std::ranges::nth_element(sizes, at);
    return std::max(kLeastReach, std::pow(1.25, std::ceil(std::log(*at) / std::log(1.25))));
}

// The ways open to a node: a^2 - w^2 = const, and the diagonals.
void hyperbolas(ImDrawList& draw, const Theme& theme, const PlaneFrame& plane) {
    const ImU32 faint = plot::with_alpha(theme.colour(theme.palette->text_dim), 0.35f);
    const ImU32 line = plot::with_alpha(theme.colour(theme.palette->text_dim), 0.7f);
    const double far = std::max(plane.reach_x(), plane.reach_y());
    for (const double side : {-1.0, 1.0}) {
        plot::stroke(draw,
                     std::vector{plane.pixel(-far, -side * far), plane.pixel(far, side * far)},
                     {line, theme.px(1), theme.scale});
    }
    std::vector<ImVec2> branch;
    for (const double vertex : {0.5, 1.0, 1.6, 2.4}) {
        const double end = std::asinh(far / vertex);
        for (const double sign : {-1.0, 1.0}) {
            for (const bool upright : {false, true}) {
                branch.clear();
                for (int k = -24; k <= 24; ++k) {
                    const double g = end * k / 24;
                    const double along = sign * vertex * std::cosh(g);
                    const double across = vertex * std::sinh(g);
                    branch.push_back(upright ? plane.pixel(across, along)
                                             : plane.pixel(along, across));
                }
                plot::stroke(draw, branch, {faint, theme.px(1)});
            }
        }
    }
}

// Where some nodes have been, by the kept steps up to now.
void tails(ImDrawList& draw, const Theme& theme, const PlaneFrame& plane,
           const ShallowSnapshot& run, std::size_t network) {
    const std::size_t d = static_cast<std::size_t>(run.config->shallow.dimension);
    std::vector<const ShallowNodes*> past{run.start.get()};
    std::size_t kept = 0;
    while (kept < run.kept->size() && (*run.kept)[kept].step <= run.step) {
        ++kept;
    }
    // More of the beginning, where nodes move most.
    const double growth =
        std::pow(std::max<double>(static_cast<double>(kept), 2), 1.0 / kTailSteps);
    for (double next = 0; next < static_cast<double>(kept);
         next = std::max(next + 1, next * growth)) {
        past.push_back((*run.kept)[static_cast<std::size_t>(next)].networks[network].nodes.get());
    }
    past.push_back(run.networks[network].nodes.get());
    const ImU32 colour = plot::with_alpha(colour_of_network(theme, network), 0.45f);
    std::vector<ImVec2> tail;
    const std::size_t count = run.start->a.size();
    for (std::size_t i = 0; i < count; i += stride_of(count, kMostTails)) {
        tail.clear();
        for (const ShallowNodes* nodes : past) {
            tail.push_back(plane.pixel(nodes->a[i], nodes->w[i * d]));
        }
        plot::stroke(draw, tail, {colour, theme.px(1)});
    }
}

void dots(ImDrawList& draw, const PlaneFrame& plane, const ShallowNodes& nodes, std::size_t d,
          float radius, ImU32 colour) {
    for (std::size_t i = 0; i < nodes.a.size(); i += stride_of(nodes.a.size(), kMostNodes)) {
        draw.AddCircleFilled(plane.pixel(nodes.a[i], nodes.w[i * d]), radius, colour,
                             radius < 2 ? 6 : 8);
    }
}

void axes(ImDrawList& draw, const Theme& theme, const PlaneFrame& plane) {
    const ImU32 line = theme.colour(theme.palette->grid);
    const Rect& r = plane.rect;
    const ImVec2 origin = plane.pixel(0, 0);
    draw.AddLine({r.min.x, origin.y}, {r.max.x, origin.y}, line);
    draw.AddLine({origin.x, r.min.y}, {origin.x, r.max.y}, line);
    const ImU32 text = plot::with_alpha(theme.colour(theme.palette->text), kAxisText);
    const float size = theme.px(Fonts::kSmall - 2);
    const plot::PlaneTicks ticks = plot::plane_ticks({-plane.reach_x(), plane.reach_x()},
                                                     {-plane.reach_y(), plane.reach_y()}, 7);
    for (const plot::Tick& t : ticks.x) {
        const float x = plane.pixel(t.value, 0).x;
        if (!t.label.empty() && x < r.max.x - theme.px(44) && x > r.min.x + theme.px(20)) {
            draw.AddText(theme.fonts.small, size, {x + theme.px(3), r.max.y - theme.px(16)}, text,
                         t.label.c_str());
        }
    }
    for (const plot::Tick& t : ticks.y) {
        const float y = plane.pixel(0, t.value).y;
        if (!t.label.empty() && y < r.max.y - theme.px(30) && y > r.min.y + theme.px(64)) {
            draw.AddText(theme.fonts.small, size, {r.min.x + theme.px(5), y - theme.px(6)}, text,
                         t.label.c_str());
        }
    }
    draw.AddText(theme.fonts.small, theme.px(Fonts::kSmall),
                 {r.max.x - theme.px(18), r.max.y - theme.px(19)}, text, "a");
    draw.AddText(theme.fonts.small, theme.px(Fonts::kSmall),
                 {origin.x + theme.px(5), r.min.y + theme.px(60)}, text, "w∥");  // below the title
}

void words(const FrameContext& context, const Rect& rect, const ShallowSnapshot& run,
           std::size_t which) {
    const Theme& theme = context.theme();
    const ShallowNetworkSnapshot& network = run.networks[which];
    const float x = rect.min.x + theme.px(12);
    const std::string title = "nodes (a, w∥)   α = " + alpha_text(network.alpha);
    draw_text_plate(theme, theme.fonts.title, theme.px(Fonts::kTitle),
                    {x, rect.min.y + theme.px(8)}, theme.colour(theme.palette->text), title.c_str(),
                    rect.width() - theme.px(24));
    char text[96];
    if (network.theory) {
        std::snprintf(text, sizeof text, "correlation %.3f   theory tanh 2γ = %.3f",
                      network.measures.correlation,
                      MeanField::correlation(network.theory->at(run.time()).gamma));
    } else {
        std::snprintf(text, sizeof text, "correlation %.3f", network.measures.correlation);
    }
    draw_text_plate(theme, theme.fonts.small, theme.px(Fonts::kSmall),
                    {x, rect.min.y + theme.px(36)}, text_colour_of_network(theme, which), text,
                    rect.width() - theme.px(24));
}

}  // namespace

void node_plane(const FrameContext& context, std::size_t which, const Rect& rect, bool small) {
    const Theme& theme = context.theme();
    const ShallowSnapshot& run = *context.shallow();
    const ShallowNodes& nodes = *run.networks[which].nodes;
    const auto d = static_cast<std::size_t>(run.config->shallow.dimension);
    float& reach = context.temp.plots.mean_field.reach[which];
    const auto wanted = static_cast<float>(wanted_reach(nodes, d));
    // Moves there within a third of a second; a picture has no time for that.
    const float step = context.state.views_only || reach <= 0
                           ? 1.0f
                           : std::min(1.0f, ImGui::GetIO().DeltaTime / 0.12f);
    reach += (wanted - reach) * step;
    const PlaneFrame plane{rect, reach};
    const std::string name = small ? "nodes." + std::to_string(which) : "node_plane";
    const PlanePanel panel(context, name.c_str(), rect);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (!small) {
        axes(draw, theme, plane);
    }
    if (context.state.mean_field.theory && run.networks[which].theory) {
        hyperbolas(draw, theme, plane);
    }
    if (context.state.mean_field.tails) {
        tails(draw, theme, plane, run, which);
    }
    if (!small) {
        dots(draw, plane, *run.start, d, theme.px(1.3f),
             plot::with_alpha(theme.colour(theme.palette->text_dim), 0.6f));
    }
    dots(draw, plane, nodes, d, theme.px(small ? 1.4f : 2.4f), colour_of_network(theme, which));
    if (small) {
        const std::string text = "α = " + alpha_text(run.networks[which].alpha);
        draw_text_plate(theme, theme.fonts.small, theme.px(Fonts::kSmall),
                        {rect.min.x + theme.px(8), rect.min.y + theme.px(5)},
                        text_colour_of_network(theme, which), text.c_str());
    } else {
        words(context, rect, run, which);
    }
}

}  // namespace la
