#pragma once

#include <imgui.h>
#include <glm/vec2.hpp>

#include <array>

#include "render/gl/screen.h"

namespace la {

struct Rect {
    ImVec2 min{0, 0}, max{0, 0};
    float width() const { return max.x - min.x; }
    float height() const { return max.y - min.y; }
    ImVec2 size() const { return {width(), height()}; }
    PixelRect pixels() const {
        return {{static_cast<int>(min.x), static_cast<int>(min.y)},
                {static_cast<int>(max.x), static_cast<int>(max.y)}};
    }
};

// Where everything stands, in pixels; pure.
struct Layout {
    Rect toolbar, controls, measures, status;
    Rect depth;                // the scrubbers of depth and history under the flow views
    std::array<Rect, 2> flow;  // A, B; the same rectangle twice when one view is shown
    std::array<Rect, 3> curves;
    Rect drawing;  // above the flow views; empty unless make_room_for_drawing
};

// `scale` is what every length is multiplied by: see ui_scale.
Layout make_layout(ImVec2 window, float scale, bool side_by_side);

// For a model that nobody trains: no curves, and of the scrubbers that of depth alone.
Layout make_model_layout(ImVec2 window, float scale, bool side_by_side);

// Takes a row off the top of the flow views: `drawing`.
void make_room_for_drawing(Layout& layout, float scale);

// The flow views alone, with a line of text below.
Layout make_views_layout(ImVec2 window, float scale, bool side_by_side);
// The window in which it gives views of this size.
glm::vec2 views_picture_size(glm::vec2 view, float scale, bool side_by_side);

// For a talk: the flow views as large as possible, the measures beside them (`measures`), a strip
// with lambda below (`status`).
Layout make_presentation_layout(ImVec2 window, float scale, bool side_by_side);

// The factor from design pixels (a window of 1600 x 900) to this window's: type and lengths grow
// and shrink with the window, within limits that keep text readable.
float ui_scale(ImVec2 window, float content_scale);

}  // namespace la
