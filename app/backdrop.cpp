#include "app/backdrop.h"

#include <algorithm>

namespace la {

namespace {

PixelRect from_row(const Rect& rect, int first) {
    PixelRect out = rect.pixels();
    out.min.y -= first;
    out.max.y -= first;
    return out;
}

}  // namespace

PixelRows rows_within(const Rect& rect, PixelRows rows) {
    const int top = static_cast<int>(rect.min.y);
    const int first = std::max(rows.first, top);
    const int end = std::min(rows.first + rows.count, top + static_cast<int>(rect.height()));
    return {first - top, std::max(end - first, 0)};
}

void Backdrop::update(const PlotTemp& plots) {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const CellPicture& now = plots.cells[i];
        Cells& kept = cells_[i];
        if (now.image && (now.image != kept.image || now.version != kept.version)) {
            kept.image = now.image;
            kept.version = now.version;
            kept.canvas.resize({now.image->width, now.image->height});
            kept.canvas.write(*now.image);
        }
    }
}

void Backdrop::draw(glm::ivec2 target, const PixelRect& clip, int first, const Scene& scene) const {
    std::vector<PixelRect> bare{clip};
    const auto fill = [&](const Rect& rect) {
        fill_rect(target, intersection(from_row(rect, first), clip), scene.palette.panel);
        bare = without(bare, from_row(rect, first));
    };
    // Copies come first: they wait for drawing that is under way.
    for (const auto& [member, rect] : scene.views) {
        const PixelRect place = from_row(rect, first);
        const PixelRows within = rows_within(rect, {first, target.y});
        if (within.count > 0 && !intersection(place, clip).empty()) {
            copy_canvas(target, scene.flow.canvas(member),
                        {place.min.x, place.min.y + within.first});
            bare = without(bare, place);
        }
    }
    const Layout& layout = scene.layout;
    for (const Rect& rect : {layout.toolbar, layout.controls, layout.depth, layout.measures,
                             layout.status, layout.drawing, layout.caption, layout.drawer}) {
        fill(rect);
    }
    for (const Rect& rect : layout.plots) {
        fill(rect);
    }
    if (scene.views.empty()) {  // a panel replaces them
        fill(layout.flow[0]);
        fill(layout.flow[1]);
    }
    for (const PixelRect& gap : bare) {
        fill_rect(target, gap, scene.palette.background);
    }
    draw_plots(target, clip, first, scene);
}

void Backdrop::draw_plots(glm::ivec2 target, const PixelRect& clip, int first,
                          const Scene& scene) const {
    const PlotTemp& plots = scene.temp.plots;
    for (const Rect& ground : plots.places) {
        fill_rect(target, intersection(from_row(ground, first), clip), scene.palette.plot);
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (plots.cells[i].image && cells_[i].image) {
            stretch_canvas(target, cells_[i].canvas, from_row(plots.cells[i].rect, first), clip);
        }
    }
}

}  // namespace la
