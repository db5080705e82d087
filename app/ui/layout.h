#pragma once

#include <imgui.h>
#include <glm/vec2.hpp>

#include <array>
#include <functional>
#include <vector>

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

// What the left column of a small window shows.
enum class Side { Controls, Measures, Plots };

// Rectangles of all panels of a window, in pixels. Computed by pure functions.
struct Layout {
    Rect toolbar, controls, measures, status;
    Rect depth;                // scrubbers of depth and history below the flow views
    std::array<Rect, 2> flow;  // A, B; the same rectangle twice if only one view is shown
    std::vector<Rect> plots;   // of the laboratory, below the scrubbers
    Rect drawing;              // above the flow views; empty without make_room_for_drawing
    Rect caption;              // below the flow views; empty without make_room_for_caption
    Rect drawer;               // at the right; empty without a lesson
    Rect tabs;                 // above the flow views; empty without make_room_for_tabs
    // What shares the left column, all but one of it empty: in a narrow window the measures with
    // the controls, in a low one the plots, too. The row above chooses. Empty in a large window.
    std::vector<Side> sharing;
    Rect side;
};

// What else a window makes room for.
struct Beside {
    bool drawer = false;   // of lessons
    bool measures = true;  // false: the drawer has their place
    Side side = Side::Controls;
};

// How a laboratory places its plots in the area below the scrubbers.
struct PlotsLayout {
    float least_height;  // of the area, in design pixels; the views take the rest
    std::function<std::vector<Rect>(const Rect& area, float gap)> divide;
    int scrubbers = 2;  // rows of them
};

// Side by side, as many as given.
std::vector<Rect> in_columns(const Rect& area, int count, float gap);

// Layout of the training window. `scale` multiplies every length: see ui_scale.
Layout make_layout(ImVec2 window, float scale, bool side_by_side, const PlotsLayout& plots,
                   const Beside& beside = {});

// For a model that is not trained: no plots. `scrubbers`: 1 of depth, or 2 with that of the steps
// of a recording.
Layout make_model_layout(ImVec2 window, float scale, bool side_by_side, Side side, int scrubbers);

// Takes a row from the top of the flow views for what chooses the view.
void make_room_for_tabs(Layout& layout, float scale);

// Takes a row from the top of the flow views for `drawing`.
void make_room_for_drawing(Layout& layout, float scale);

// The same below them, for the words of a demonstration.
void make_room_for_caption(Layout& layout, float scale);

// Flow views only, with a line of text below.
Layout make_views_layout(ImVec2 window, float scale, bool side_by_side);
// Window size for which make_views_layout gives views of this size.
glm::vec2 views_picture_size(glm::vec2 view, float scale, bool side_by_side);

// For a talk: flow views as large as possible, below them the caption and a strip with what is
// turned (`status`). The measures are a column at the right, or a row below the views.
enum class MeasuresPlace { Column, Row };
Layout make_presentation_layout(ImVec2 window, float scale, bool side_by_side,
                                MeasuresPlace measures);

// Factor from design pixels (a window of 1600 x 900) to pixels of this window. Text and lengths
// scale with the window, within limits that keep text readable.
float ui_scale(ImVec2 window, float content_scale);

// The largest scale for which a window, or a presentation in it, has room.
float largest_scale(ImVec2 window, bool presentation);

}  // namespace la
