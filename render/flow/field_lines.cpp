#include "render/flow/field_lines.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

namespace la {

namespace {

constexpr float kLineWidth = 2;  // logical pixels
constexpr float kIsoWidth = 1;
constexpr float kIsoApart = 7;  // iso-lines closer together fade
constexpr float kFaintest = 0.02f;
constexpr float kLargest = 1e6f;

// Divides margins by their mean size.
void normalise(std::span<const float> margins, std::vector<float>& out) {
    out.resize(margins.size());
    double sum = 0;
    for (std::size_t i = 0; i < margins.size(); ++i) {
        const bool known = !std::isnan(margins[i]);  // else no boundary there, see Contour
        out[i] = known ? tame_margin(margins[i]) : margins[i];
        sum += known ? std::abs(out[i]) : 0;
    }
    const auto count = static_cast<double>(margins.size());
    const auto weight = static_cast<float>(count / std::max(sum, 1e-6 * count));
    for (float& value : out) {
        value *= weight;
    }
}

void make_levels(std::span<const float> margins, std::vector<float>& out) {
    out.resize(margins.size());
    for (std::size_t i = 0; i < margins.size(); ++i) {
        const float m = tame_margin(margins[i]);
        out[i] = std::copysign(std::log2(1 + std::abs(m)), m);
    }
}

void mix(std::span<const float> a, std::span<const float> b, float fraction,
         std::vector<float>& out) {
    out.resize(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        out[i] = a[i] + fraction * (b[i] - a[i]);
    }
}

// Grid coordinates to pixels.
struct ToPixel {
    glm::vec2 origin, step;

    explicit ToPixel(const FlowFrame& frame) {
        const FieldTexture& field = frame.scene.field;
        origin = frame.to_pixel(field.lo);
        step = (frame.to_pixel(field.hi) - origin) / glm::vec2(field.width - 1, field.height - 1);
    }
    glm::vec2 operator()(glm::vec2 at) const { return origin + at * step; }
};

// Where to continue a line that ends on the edge of the grid: straight out, beyond any picture. A
// line that ends elsewhere is not continued.
glm::vec2 beyond(glm::vec2 end, glm::ivec2 size) {
    constexpr float kFar = 1e4f;  // cells
    const auto along = [](float at, int count) {
        return at <= 0 ? -kFar : at >= static_cast<float>(count - 1) ? kFar : 0.0f;
    };
    const float x = along(end.x, size.x);
    return end + (x != 0 ? glm::vec2(x, 0) : glm::vec2(0, along(end.y, size.y)));
}

std::span<const float> far_of(const FieldTexture& field) {
    return field.far_margin.empty() ? field.near_margin : field.far_margin;
}

}  // namespace

float tame_margin(float margin) {
    return std::isnan(margin) ? 0.0f : std::clamp(margin, -kLargest, kLargest);
}

bool FieldLines::update(const FieldTexture& field) {
    const std::size_t count =
        static_cast<std::size_t>(std::max(field.width, 0)) * std::max(field.height, 0);
    if (field.width < 2 || field.height < 2 || has_classes(field) ||
        field.near_margin.size() < count || far_of(field).size() < count ||
        !(field.hi.x > field.lo.x) || !(field.hi.y > field.lo.y)) {
        return false;
    }
    const glm::ivec2 size(field.width, field.height);
    if (near_.empty() || version_ != field.version || size_ != size) {
        version_ = field.version;
        size_ = size;
        normalise(field.near_margin.first(count), near_);
        normalise(far_of(field).first(count), far_);
        levels_known_ = false;
    }
    return true;
}

void FieldLines::add_boundary(const FlowFrame& frame, Strokes& strokes) {
    if (!frame.scene.show_boundary || !update(frame.scene.field)) {
        return;
    }
    mix(near_, far_, std::clamp(frame.scene.blend, 0.0f, 1.0f), blended_);
    contour_.trace({blended_, size_.x, size_.y});
    const ToPixel to_pixel(frame);
    const StrokeStyle style{.colour = frame.palette.boundary, .width = frame.px(kLineWidth)};
    std::size_t begin = 0;
    for (const std::size_t end : contour_.ends()) {
        line_.clear();
        const bool closed = contour_.points()[begin] == contour_.points()[end - 1];
        const auto out = [&](glm::vec2 at) {
            if (const glm::vec2 to = beyond(at, size_); !closed && to != at) {
                line_.push_back(to_pixel(to));
            }
        };
        out(contour_.points()[begin]);
        for (std::size_t i = begin; i < end; ++i) {
            line_.push_back(to_pixel(contour_.points()[i]));
        }
        out(contour_.points()[end - 1]);
        strokes.polyline(line_, style);
        begin = end;
    }
}

void FieldLines::add_isolines(const FlowFrame& frame, Strokes& strokes) {
    if (!frame.scene.show_isolines || !update(frame.scene.field)) {
        return;
    }
    if (!levels_known_) {
        make_levels(frame.scene.field.near_margin.first(near_.size()), near_level_);
        make_levels(far_of(frame.scene.field).first(far_.size()), far_level_);
        levels_known_ = true;
    }
    mix(near_level_, far_level_, std::clamp(frame.scene.blend, 0.0f, 1.0f), blended_);
    const GridValues grid{blended_, size_.x, size_.y};
    const ToPixel to_pixel(frame);
    const glm::vec2 cell = glm::abs(to_pixel.step);
    for (int j = 0; j + 1 < size_.y; ++j) {
        for (int i = 0; i + 1 < size_.x; ++i) {
            const auto [low, high] = std::minmax(
                {grid.at(i, j), grid.at(i + 1, j), grid.at(i, j + 1), grid.at(i + 1, j + 1)});
            const int first = static_cast<int>(std::ceil(low));
            const int last = static_cast<int>(std::floor(high));
            if (first > last) {
                continue;
            }
            // Slope of the level, per pixel.
            const glm::vec2 rise(
                (grid.at(i + 1, j) + grid.at(i + 1, j + 1) - grid.at(i, j) - grid.at(i, j + 1)) / 2,
                (grid.at(i, j + 1) + grid.at(i + 1, j + 1) - grid.at(i, j) - grid.at(i + 1, j)) /
                    2);
            const float crowded = glm::length(rise / cell) * frame.px(kIsoApart);
            const float alpha = std::clamp(1 / std::max(crowded, 1e-6f) - 0.5f, 0.0f, 1.0f);
            if (alpha < kFaintest) {
                continue;
            }
            const StrokeStyle style{.colour = faded(frame.palette.isoline, alpha),
                                    .width = frame.px(kIsoWidth)};
            for (int level = first; level <= last; ++level) {
                const CellPieces pieces =
                    level == 0 ? CellPieces{}
                               : pieces_in_cell(grid, i, j, static_cast<float>(level));
                for (int k = 0; k < pieces.count; ++k) {
                    strokes.line(to_pixel(pieces.pieces[k].a), to_pixel(pieces.pieces[k].b), style);
                }
            }
        }
    }
}

}  // namespace la
