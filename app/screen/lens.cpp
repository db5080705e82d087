#include "app/screen/lens.h"

#include <algorithm>
#include <cmath>

#include "render/gl/screen.h"

namespace la {

namespace {

constexpr float kRadius = 105;  // design pixels

bool holds(const Rect& rect, ImVec2 at) {
    return at.x >= rect.min.x && at.x < rect.max.x && at.y >= rect.min.y && at.y < rect.max.y;
}

// Where there is something to look at: not over controls and menus.
bool over_pictures(const App& app, ImVec2 at) {
    const Layout& layout = app.layout();
    return holds({layout.flow[0].min, layout.flow[1].max}, at) || holds(layout.measures, at) ||
           std::ranges::any_of(layout.plots, [&](const Rect& plot) { return holds(plot, at); });
}

}  // namespace

void LensGlass::place(const App& app) {
    const Lens& lens = app.temp().lens;
    const ImVec2 at = ImGui::GetIO().MousePos;
    under_ = {{0, 0}, {0, 0}};
    if (!lens.on || app.temp().demo.blank || app.temp().help || app.state().views_only ||
        !ImGui::IsMousePosValid(&at) || !over_pictures(app, at)) {
        return;
    }
    const float radius = std::round(kRadius * app.scale());
    const float edge = std::ceil(2 * app.scale());
    const int half = static_cast<int>(std::ceil(radius / lens.times));
    const glm::ivec2 middle{static_cast<int>(at.x), static_cast<int>(at.y)};
    under_ = {middle - half, middle + half};
    picture_.resize(under_.max - under_.min);
    // The copy is of whole pixels, and reaches a little beyond the glass.
    const float uv = 0.5f * radius / (lens.times * static_cast<float>(half));
    ImGui::SetNextWindowPos({at.x - radius - edge, at.y - radius - edge});
    ImGui::SetNextWindowSize({2 * (radius + edge), 2 * (radius + edge)});
    ImGui::Begin(GuiContext::kHeldBack.data(), nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs |
                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoBringToFrontOnFocus |
                     ImGuiWindowFlags_NoNav);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRectFullScreen();
    draw.AddImageRounded(texture_id(picture_.texture()), {at.x - radius, at.y - radius},
                         {at.x + radius, at.y + radius}, {0.5f - uv, 0.5f + uv},
                         {0.5f + uv, 0.5f - uv}, IM_COL32_WHITE, radius);
    draw.AddCircle(at, radius, plot::to_colour(app.palette().text_dim), 0, edge);
    draw.PopClipRect();
    ImGui::End();
}

void LensGlass::draw(GuiContext& gui, glm::ivec2 size) {
    if (!under_.empty()) {
        copy_from_target(size, under_, picture_);
        gui.draw_held_back();
    }
}

}  // namespace la
