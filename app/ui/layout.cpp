#include "app/ui/layout.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace la {

namespace {

// The least sizes of a window, in design pixels.
const ImVec2 kMin{860, 400}, kMinPresentation{280, 200}, kMinViews{120, 100};
// Of a presentation in larger type than usual: what its numbers and formulas need.
const ImVec2 kMinLargePresentation{540, 300};
constexpr float kScaleSteps = 20;  // to 1, so that fonts are not made for every pixel of a resize

}  // namespace

float ui_scale(ImVec2 window, float content_scale) {
    const float fit = std::min(window.x / (1600 * content_scale), window.y / (900 * content_scale));
    return content_scale * std::round(std::clamp(fit, 0.75f, 1.6f) * kScaleSteps) / kScaleSteps;
}

float largest_scale(ImVec2 window, bool presentation) {
    const ImVec2 least = presentation ? kMinLargePresentation : kMin;
    return std::floor(std::min(window.x / least.x, window.y / least.y) * kScaleSteps) / kScaleSteps;
}

namespace {

// A window that is too small clips the layout; no rectangle gets a size of 0.
ImVec2 at_least(ImVec2 window, float scale, ImVec2 min_size) {
    return {std::max(window.x, std::ceil(scale * min_size.x)),
            std::max(window.y, std::ceil(scale * min_size.y))};
}

constexpr float kTabs = 30, kBelowTabs = 6;
constexpr float kDrawer = 330;        // beside the measures
constexpr float kRoomForBoth = 1400;  // a window less wide has no room for both
constexpr float kNarrow = 1460;       // one less wide has no column for the measures
constexpr float kLeastViews = 200;    // with their tabs; one too low for them has no row of plots

float tabs_height(float scale) {
    return std::round(kTabs * scale) + std::round(kBelowTabs * scale);
}

std::vector<Rect> in_rows(const Rect& area, std::size_t count, float gap) {
    std::vector<Rect> out;
    const float height = std::floor((area.height() - gap * static_cast<float>(count - 1)) /
                                    static_cast<float>(count));
    for (std::size_t i = 0; i < count; ++i) {
        const float y = area.min.y + static_cast<float>(i) * (height + gap);
        out.push_back({{area.min.x, y}, {area.max.x, y + height}});
    }
    return out;
}

}  // namespace

std::vector<Rect> in_columns(const Rect& area, int count, float gap) {
    std::vector<Rect> out;
    const float width = std::floor((area.width() - gap * static_cast<float>(count - 1)) /
                                   static_cast<float>(count));
    for (int i = 0; i < count; ++i) {
        const float x = area.min.x + static_cast<float>(i) * (width + gap);
        out.push_back({{x, area.min.y}, {x + width, area.max.y}});
    }
    return out;
}

namespace {

// Of the panel of scrubbers, with this many rows.
float depth_height(int scrubbers, float scale) {
    return std::round((scrubbers == 1 ? 52.0f : 95.0f) * scale);
}

struct Shared {
    bool measures, plots;
    float row, gap;
};

// Lets the left column show one of what shares it, below a row that chooses.
void share_column(Layout& layout, const Shared& shared, Side side, const PlotsLayout& plots) {
    layout.sharing = {Side::Controls};
    if (shared.measures) {
        layout.sharing.push_back(Side::Measures);
    }
    if (shared.plots) {
        layout.sharing.push_back(Side::Plots);
    }
    Rect& column = layout.controls;
    layout.side = {column.min, {column.max.x, column.min.y + shared.row}};
    column.min.y += shared.row + shared.gap;
    if (side == Side::Measures && shared.measures) {
        layout.measures = std::exchange(column, {});
    } else if (side == Side::Plots && shared.plots) {
        const Rect area = std::exchange(column, {});
        layout.plots = in_rows(area, plots.divide(area, shared.gap).size(), shared.gap);
    }
}

}  // namespace

Layout make_layout(ImVec2 window, float scale, bool side_by_side, const PlotsLayout& plots,
                   const Beside& beside) {
    window = at_least(window, scale, kMin);
    const float gap = std::round(8 * scale);
    const bool both = beside.drawer && beside.measures && window.x >= scale * kRoomForBoth;
    const float end = window.x - gap - (both ? std::round(kDrawer * scale) + gap : 0);
    const float toolbar = std::round(46 * scale);
    const float status = std::round(30 * scale);
    const float controls = std::round(272 * scale);
    const float depth = depth_height(plots.scrubbers, scale);
    const float top = toolbar + gap;
    const float bottom = window.y - status - gap;
    const float room = bottom - top - depth - gap;  // for the views, with the plots below them
    const float least = plots.least_height > 0 ? std::round(plots.least_height * scale) + gap : 0;
    const bool low = least > 0 && room - least < kLeastViews * scale;
    const bool narrow = !beside.drawer && (low || window.x < scale * kNarrow);
    const float measures = narrow ? -gap : std::round(372 * scale);
    const float left = controls + 2 * gap;
    const float right = end - measures - gap;

    Layout out;
    out.toolbar = {{0, 0}, {window.x, toolbar}};
    out.status = {{0, window.y - status}, window};
    out.controls = {{gap, top}, {gap + controls, bottom}};
    out.measures = narrow ? Rect{} : Rect{{end - measures, top}, {end, bottom}};
    if (narrow || low) {
        share_column(out,
                     {.measures = narrow, .plots = low, .row = std::round(28 * scale), .gap = gap},
                     beside.side, plots);
    }
    if (both) {
        out.drawer = {{end + gap, top}, {window.x - gap, bottom}};
    } else if (beside.drawer) {
        out.drawer = std::exchange(out.measures, {});
    }

    // Two square views, or one view as wide as both; the plots take the remaining height.
    const float width = right - left;
    // Beside a drawer the views are narrow: they may be higher than wide.
    const float square = std::floor((width - gap) / 2) * (both ? (side_by_side ? 1.4f : 1.7f) : 1);
    // In a narrow window the row of tabs must not be at their expense.
    const float tabs = narrow ? tabs_height(scale) : 0;
    const float view_height = low ? room : std::min(std::floor(square) + tabs, room - least);
    const float view_bottom = top + view_height;
    if (side_by_side) {
        const float view_width = std::floor((width - gap) / 2);
        out.flow[0] = {{left, top}, {left + view_width, view_bottom}};
        out.flow[1] = {{right - view_width, top}, {right, view_bottom}};
    } else {
        out.flow[0] = out.flow[1] = {{left, top}, {right, view_bottom}};
    }
    out.depth = {{left, view_bottom + gap}, {right, view_bottom + gap + depth}};
    if (!low) {
        out.plots = plots.divide({{left, out.depth.max.y + gap}, {right, bottom}}, gap);
    }
    return out;
}

Layout make_model_layout(ImVec2 window, float scale, bool side_by_side, Side side, int scrubbers) {
    const PlotsLayout none{0, [](const Rect&, float) { return std::vector<Rect>(); }};
    Layout out = make_layout(window, scale, side_by_side, none, {.side = side});
    const float gap = std::round(8 * scale);
    const float bottom = out.status.min.y - gap;
    out.depth = {{out.depth.min.x, bottom - depth_height(scrubbers, scale)},
                 {out.depth.max.x, bottom}};
    for (Rect& view : out.flow) {
        view.max.y = out.depth.min.y - gap;
    }
    return out;
}

namespace {

Rect row_above_views(Layout& layout, float height, float gap) {
    const Rect& left = layout.flow[0];
    const Rect row{left.min, {layout.flow[1].max.x, left.min.y + height}};
    for (Rect& view : layout.flow) {
        view.min.y += height + gap;
    }
    return row;
}

}  // namespace

void make_room_for_tabs(Layout& layout, float scale) {
    layout.tabs =
        row_above_views(layout, std::round(kTabs * scale), std::round(kBelowTabs * scale));
}

void make_room_for_drawing(Layout& layout, float scale) {
    layout.drawing = row_above_views(layout, std::round(34 * scale), std::round(8 * scale));
}

void make_room_for_caption(Layout& layout, float scale) {
    const float gap = std::round(8 * scale);
    const float height = std::round(58 * scale);
    const Rect& left = layout.flow[0];
    const Rect& right = layout.flow[1];
    layout.caption = {{left.min.x, left.max.y - height}, right.max};
    for (Rect& view : layout.flow) {
        view.max.y -= height + gap;
    }
}

Layout make_presentation_layout(ImVec2 window, float scale, bool side_by_side,
                                MeasuresPlace measures) {
    window = at_least(window, scale, kMinPresentation);
    const float gap = std::round(4 * scale);
    const float strip = std::round(42 * scale), caption = std::round(54 * scale);
    const bool row = measures == MeasuresPlace::Row;
    const float column = row ? 0 : std::round(std::min(185 * scale, window.x * 0.27f)) + gap;
    const float caption_top = window.y - strip - caption;
    const float right = window.x - gap - column;
    const float bars = row ? std::round(24 * scale) : 0;
    const float bottom = caption_top - gap - (row ? bars + gap : 0);
    const float width = side_by_side ? std::floor((right - 2 * gap) / 2) : right - gap;
    Layout out;
    out.flow[0] = {{gap, gap}, {gap + width, bottom}};
    out.flow[1] = {{right - width, gap}, {right, bottom}};
    out.measures = row ? Rect{{gap, bottom + gap}, {right, bottom + gap + bars}}
                       : Rect{{right + gap, gap}, {window.x - gap, bottom}};
    out.caption = {{0, caption_top}, {window.x, caption_top + caption}};
    out.status = {{0, caption_top + caption}, window};
    return out;
}

namespace {

constexpr float kViewsGap = 10, kViewsLine = 34;

}  // namespace

glm::vec2 views_picture_size(glm::vec2 view, float scale, bool side_by_side) {
    const float gap = std::round(kViewsGap * scale);
    const float width = side_by_side ? 2 * view.x + 3 * gap : view.x + 2 * gap;
    return {width, view.y + 2 * gap + std::round(kViewsLine * scale)};
}

Layout make_views_layout(ImVec2 window, float scale, bool side_by_side) {
    window = at_least(window, scale, kMinViews);
    const float gap = std::round(kViewsGap * scale);
    const float status = std::round(kViewsLine * scale);
    const float bottom = window.y - status - gap;
    const float width = side_by_side ? std::floor((window.x - 3 * gap) / 2) : window.x - 2 * gap;
    Layout out;
    out.flow[0] = {{gap, gap}, {gap + width, bottom}};
    out.flow[1] = {{window.x - gap - width, gap}, {window.x - gap, bottom}};
    out.status = {{0, window.y - status}, window};
    return out;
}

}  // namespace la
