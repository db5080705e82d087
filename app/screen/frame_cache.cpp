#include "app/screen/frame_cache.h"

#include <imgui.h>

#include <algorithm>
#include <string_view>

#include "app/screen/region_look.h"
#include "render/gl/screen.h"

namespace la {

namespace {

Rect both(const Layout& layout) {
    return {layout.flow[0].min, layout.flow[1].max};
}

// Menus, choices and tooltips, whose windows have names with ##, cover other panels.
bool menus_open() {
    const ImDrawData& data = *ImGui::GetDrawData();
    for (int i = 0; i < data.CmdListsCount; ++i) {
        const char* name = data.CmdLists[i]->_OwnerName;
        if (name != nullptr && std::string_view(name).starts_with("##")) {
            return true;
        }
    }
    return false;
}

bool same(const Rect& a, const Rect& b) {
    return a.min.x == b.min.x && a.min.y == b.min.y && a.max.x == b.max.x && a.max.y == b.max.y;
}

bool mouse_in(const PixelRect& rect) {
    const ImVec2 at = ImGui::GetIO().MousePos;
    return at.x >= static_cast<float>(rect.min.x) && at.x < static_cast<float>(rect.max.x) &&
           at.y >= static_cast<float>(rect.min.y) && at.y < static_cast<float>(rect.max.y);
}

}  // namespace

std::array<PixelRect, 6> regions_around(const PixelRect& views, int under, glm::ivec2 size,
                                        int across) {
    const bool strip = across < size.y;
    const int end = std::min(across, size.y);
    const int row = strip ? end : std::min(std::max(under, views.max.y), end);
    const int half = std::min(size.y / 2, end);
    const PixelRect below{{strip ? 0 : views.min.x, row}, {strip ? size.x : views.max.x, size.y}};
    return {{{{views.min.x, views.max.y}, {views.max.x, row}},
             {{views.max.x, 0}, {size.x, half}},
             below,
             {{views.max.x, half}, {size.x, end}},
             {{0, 0}, {views.min.x, half}},
             {{0, half}, {views.min.x, end}}}};
}

bool FrameCache::all_due(const App& app, glm::ivec2 size) {
    const bool covers = app.temp().help || menus_open() || ImGui::IsAnyItemActive();
    const bool due = size != canvas_.size() || !same(flow_, both(app.layout())) ||
                     palette_ != &app.palette() || covers || covered_;
    flow_ = both(app.layout());
    palette_ = &app.palette();
    covered_ = covers;
    return due;
}

void FrameCache::draw(App& app, GuiContext& gui, glm::ivec2 size) {
    const bool all = all_due(app, size);
    canvas_.resize(size);
    canvas_.bind();
    if (all) {
        app.draw_backdrop(size, {{0, 0}, size});
        gui.draw();
        looks_ = {};
    } else {
        draw_parts(app, gui, size);
    }
    canvas_.unbind();
}

void FrameCache::draw_parts(App& app, GuiContext& gui, glm::ivec2 size) {
    const auto draw = [&](const PixelRect& clip) {
        app.draw_backdrop(size, clip);
        gui.draw(clip);
    };
    const auto draw_changed = [&](const PixelRect& clip, std::optional<std::uint64_t>& kept) {
        if (clip.empty()) {
            return;
        }
        const auto look = look_of(clip, *ImGui::GetDrawData(), app.layout(), app.temp().plots);
        if (!look || look != kept) {
            draw(clip);
            kept = look;
        }
    };
    const PixelRect views = flow_.pixels();
    const Layout& layout = app.layout();
    const bool strip = layout.caption.height() > 0;  // of a presentation
    const std::array regions =
        regions_around(views, static_cast<int>(layout.depth.max.y), size,
                       strip ? static_cast<int>(layout.caption.min.y) : size.y);
    if (regions != regions_) {  // each has drawn over parts of others
        regions_ = regions;
        looks_ = {};
    }
    draw(views);
    draw_changed({{views.min.x, 0}, {views.max.x, views.min.y}}, looks_.back());
    const int rest = static_cast<int>(regions.size()) - 1;
    const bool turn = pace_.due(ImGui::GetIO().DeltaTime);
    if (turn) {
        next_ = (next_ + 1) % (2 * rest);
    }
    for (int i = 0; i <= rest; ++i) {
        // The scrubber every other time; of the others one each time.
        const bool due = i == 0 ? next_ % 2 == 0 : i == 1 + next_ % rest;
        if ((due && turn) || mouse_in(regions[i])) {
            draw_changed(regions[i], looks_[i]);
        }
    }
}

void FrameCache::show() const {
    copy_canvas(canvas_.size(), canvas_, {0, 0});
}

}  // namespace la
