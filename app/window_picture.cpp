#include "app/window_picture.h"

#include <imgui.h>

#include <algorithm>
#include <string_view>

#include "render/gl/screen.h"

namespace la {

namespace {

Rect both(const Layout& layout) {
    return {layout.flow[0].min, layout.flow[1].max};
}

// Menus, choices and tooltips reach over panels that they do not belong to.
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

std::array<PixelRect, 3> parts_around(const PixelRect& views, glm::ivec2 size) {
    return {{{{0, 0}, {views.min.x, size.y}},
             {{views.max.x, 0}, size},
             {{views.min.x, views.max.y}, {views.max.x, size.y}}}};
}

bool WindowPicture::all_due(const App& app, glm::ivec2 size) {
    const bool covers = app.temp().help || menus_open() || ImGui::IsAnyItemActive();
    const bool due = size != canvas_.size() || !same(flow_, both(app.layout())) ||
                     palette_ != &app.palette() || covers || covered_;
    flow_ = both(app.layout());
    palette_ = &app.palette();
    covered_ = covers;
    return due;
}

void WindowPicture::draw(App& app, GuiContext& gui, glm::ivec2 size) {
    const bool all = all_due(app, size);
    canvas_.resize(size);
    canvas_.bind();
    const auto draw = [&](const PixelRect& clip) {
        if (!clip.empty()) {
            app.draw_backdrop(size, clip);
            gui.draw(clip);
        }
    };
    if (all) {
        draw({{0, 0}, size});
    } else {
        const PixelRect views = flow_.pixels();
        const std::array<PixelRect, 3> parts = parts_around(views, size);
        draw({{views.min.x, 0}, views.max});  // with what is above them
        next_ = (next_ + 1) % static_cast<int>(parts.size());
        for (int i = 0; i < static_cast<int>(parts.size()); ++i) {
            if (i == next_ || mouse_in(parts[i])) {
                draw(parts[i]);
            }
        }
    }
    canvas_.unbind();
}

void WindowPicture::show() const {
    copy_canvas(canvas_.size(), canvas_, {0, 0});
}

}  // namespace la
