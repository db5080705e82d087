#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <vector>

#include "app/laboratories/mean_field/mean_field_panels.h"
#include "app/laboratories/mean_field/plane_frame.h"
#include "app/ui/class_marker.h"
#include "app/ui/text_plate.h"
#include "render/plot/stroke.h"

namespace la {

namespace {

constexpr std::size_t kMostPoints = 4000;  // drawn; every second or third of more

// What the shorter half of the view shows.
double reach_of(const ShallowSnapshot& run) {
    const ShallowConfig& config = run.config->shallow;
    switch (config.points) {
        case ShallowPoints::Gaussian:
            return 2.6;
        case ShallowPoints::Gap:
            return 2.6 + config.gap;
        case ShallowPoints::Circle:
            return 1.3;
        case ShallowPoints::Dataset:
            break;
    }
    double most = 0.1;
    for (const double x : run.train->x) {
        most = std::max(most, std::abs(x));
    }
    return 1.08 * most;
}

// The two classes as the network decides them: f has one sign along every ray.
void decided(ImDrawList& draw, const Theme& theme, const PlaneFrame& plane,
             const std::vector<double>& on_circle) {
    const auto count = on_circle.size();
    const double far = 2 * (plane.reach_x() + plane.reach_y());
    constexpr std::size_t kMost = 60;  // directions of one polygon: it must be convex
    std::vector<ImVec2> corners;
    const ImDrawListFlags flags = draw.Flags;
    draw.Flags &= ~ImDrawListFlags_AntiAliasedFill;  // no seams between them
    for (std::size_t j = 0; j < count;) {
        const bool positive = on_circle[j] > 0;
        corners.assign(1, plane.pixel(0, 0));
        std::size_t n = 0;
        while (j < count && n < kMost && (on_circle[j] > 0) == positive) {
            for (const double at : {-0.5, 0.5}) {
                const double angle = 2 * std::numbers::pi * (static_cast<double>(j) + at) /
                                     static_cast<double>(count);
                corners.push_back(plane.pixel(far * std::cos(angle), far * std::sin(angle)));
            }
            ++j;
            ++n;
        }
        draw.AddConvexPolyFilled(corners.data(), static_cast<int>(corners.size()),
                                 theme.colour(theme.palette->fields[positive ? 1 : 0]));
    }
    draw.Flags = flags;
}

// alpha |f| = h, dashed: at the distance h / (alpha |f|) along every ray.
void satisfied_line(ImDrawList& draw, const Theme& theme, const PlaneFrame& plane,
                    const std::vector<double>& on_circle, double level) {
    const auto count = on_circle.size();
    const double far = 2 * (plane.reach_x() + plane.reach_y());
    std::vector<ImVec2> piece;
    const auto flush = [&] {
        if (piece.size() > 1) {
            plot::stroke(draw, piece,
                         {theme.colour(theme.palette->text), theme.px(1.4f), theme.scale});
        }
        piece.clear();
    };
    for (std::size_t j = 0; j <= count; ++j) {
        const double angle =
            2 * std::numbers::pi * static_cast<double>(j % count) / static_cast<double>(count);
        const double radius = level / std::abs(on_circle[j % count]);
        if (radius < far) {
            piece.push_back(plane.pixel(radius * std::cos(angle), radius * std::sin(angle)));
        } else {
            flush();
        }
    }
    flush();
}

// The strip |x_par| < x* of the theory, with its two edges.
void strip(ImDrawList& draw, const FrameContext& context, const PlaneFrame& plane, double x_star) {
    const Theme& theme = context.theme();
    const double edge = std::min(x_star, 2 * plane.reach_x());
    const float left = plane.pixel(-edge, 0).x, right = plane.pixel(edge, 0).x;
    const ImU32 colour = theme.colour(theme.palette->accent);
    draw.AddRectFilled({left, plane.rect.min.y}, {right, plane.rect.max.y},
                       plot::with_alpha(colour, 0.10f));
    for (const float x : {left, right}) {
        draw.AddLine({x, plane.rect.min.y}, {x, plane.rect.max.y}, colour, theme.px(2));
    }
}

// Unsatisfied points bright, on top of the others.
void points(ImDrawList& draw, const FrameContext& context, const PlaneFrame& plane,
            const ShallowSnapshot& run, const ShallowNetworkSnapshot& network) {
    const Theme& theme = context.theme();
    const ShallowPointSet& train = *run.train;
    const auto count = static_cast<std::size_t>(train.size());
    const std::size_t stride = (count + kMostPoints - 1) / kMostPoints;
    const auto d = static_cast<std::size_t>(train.dimension);
    const std::array<ImU32, 2> colours{theme.colour(theme.palette->classes[0]),
                                       theme.colour(theme.palette->classes[1])};
    const float dim = theme.px(1.6f), bright = theme.px(3);
    for (const bool unsatisfied : {false, true}) {
        for (std::size_t p = 0; p < count; p += stride) {
            if (((*network.unsatisfied)[p] != 0) != unsatisfied) {
                continue;
            }
            const ImVec2 at = plane.pixel(train.x[p * d], train.x[p * d + 1]);
            const int label = train.label[p] > 0 ? 1 : 0;
            const ImU32 colour = colours[static_cast<std::size_t>(label)];
            if (!unsatisfied) {
                draw.AddRectFilled({at.x - dim, at.y - dim}, {at.x + dim, at.y + dim},
                                   plot::with_alpha(colour, 0.4f));
            } else if (count / stride > 1200) {
                draw.AddRectFilled({at.x - bright, at.y - bright}, {at.x + bright, at.y + bright},
                                   colour);
            } else {
                draw_class_marker(draw, at, bright, label, colour);
            }
        }
    }
}

void words(const FrameContext& context, const PlaneFrame& plane, const ShallowSnapshot& run,
           const ShallowNetworkSnapshot& network) {
    const Theme& theme = context.theme();
    const Rect& rect = plane.rect;
    const float x = rect.min.x + theme.px(12);
    char text[160];
    std::snprintf(text, sizeof text, "data   %s", time_text(context).c_str());
    draw_text_plate(theme, theme.fonts.title, theme.px(Fonts::kTitle),
                    {x, rect.min.y + theme.px(8)}, theme.colour(theme.palette->text), text,
                    rect.width() - theme.px(24));
    const double t = run.time();
    if (network.theory) {
        std::snprintf(text, sizeof text, "unsatisfied %.3f   theory %.3f", network.measures.phi,
                      expected_unsatisfied(run, network.theory->at(t).phi));
    } else {
        std::snprintf(text, sizeof text, "unsatisfied %.3f", network.measures.phi);
    }
    const float small = theme.px(Fonts::kSmall);
    draw_text_plate(theme, theme.fonts.small, small, {x, rect.min.y + theme.px(36)},
                    theme.colour(theme.palette->accent), text, rect.width() - theme.px(24));
    std::string note = network.on_circle ? "dashed: α |f| = h, the network" : "";
    if (network.theory && context.state.mean_field.strip) {
        const double x_star = network.theory->at(t).x_star;
        std::snprintf(text, sizeof text, "lines: |x∥| = x* = %.3f, the theory", x_star);
        const std::string lines =
            x_star < plane.reach_x() ? text : "the theory's strip is wider than the picture";
        note = note.empty() ? lines : lines + "    " + note;
    }
    if (run.config->shallow.dimension > 2) {
        note += (note.empty() ? "" : "    ") + std::string("x∥ and x₂ of ") +
                std::to_string(run.config->shallow.dimension) + " coordinates";
    }
    const ImVec2 extent = theme.fonts.small->CalcTextSizeA(small, 1e9f, 0, note.c_str());
    if (!note.empty() && extent.x < rect.width() - theme.px(24)) {
        draw_text_plate(
            theme, theme.fonts.small, small,
            {rect.max.x - extent.x - theme.px(12), rect.max.y - extent.y - theme.px(10)},
            theme.colour(theme.palette->text_dim), note.c_str());
    }
}

}  // namespace

void data_plane(const FrameContext& context, const Rect& rect) {
    const Theme& theme = context.theme();
    const ShallowSnapshot& run = *context.shallow();
    const ShallowNetworkSnapshot& network = run.networks[large_network(context)];
    const PlaneFrame plane{rect, reach_of(run)};
    const PlanePanel panel(context, "data_plane", rect);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (network.on_circle) {
        decided(draw, theme, plane, *network.on_circle);
    }
    if (network.theory && context.state.mean_field.strip) {
        strip(draw, context, plane, network.theory->at(run.time()).x_star);
    }
    points(draw, context, plane, run, network);
    if (network.on_circle) {
        satisfied_line(draw, theme, plane, *network.on_circle,
                       run.config->shallow.margin / network.alpha);
    }
    words(context, plane, run, network);
}

}  // namespace la
