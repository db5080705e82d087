#include "core/observe/boundary.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/model/trajectory.h"

namespace la {

namespace {

constexpr int kMostSide = 96;  // points along a side: pieces of a few pixels

// Values of one class on a grid: its logit minus the largest other (the only one: minus the
// middle), NaN where one is not finite.
struct Grid {
    int width, height;
    glm::vec2 lo, spacing;
    std::vector<float> values;

    float at(int x, int y) const { return values[static_cast<std::size_t>(y) * width + x]; }
    glm::vec2 place(int x, int y) const {
        return {lo.x + spacing.x * static_cast<float>(x), lo.y + spacing.y * static_cast<float>(y)};
    }
    // Where the value is 0 between two neighbours of different sign.
    glm::vec2 crossing(int x0, int y0, int x1, int y1) const {
        const float a = at(x0, y0), b = at(x1, y1);
        const float t = a == b ? 0.5f : a / (a - b);
        return place(x0, y0) + t * (place(x1, y1) - place(x0, y0));
    }
};

// Marching squares: the corners' signs say which sides of a cell are crossed. A cell with four
// crossings has two pieces, one with a corner that has no value none.
void add_cell(const Grid& grid, int x, int y, std::vector<glm::vec2>& out) {
    const auto above = [&](int i, int j) { return grid.at(x + i, y + j) > 0; };
    std::array<glm::vec2, 4> crossed;
    std::size_t n = 0;
    const int corners[5][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
    for (int side = 0; side < 4; ++side) {
        const auto& a = corners[side];
        const auto& b = corners[side + 1];
        if (std::isnan(grid.at(x + a[0], y + a[1]))) {
            return;
        }
        if (above(a[0], a[1]) != above(b[0], b[1])) {
            crossed[n++] = grid.crossing(x + a[0], y + a[1], x + b[0], y + b[1]);
        }
    }
    for (std::size_t i = 0; i + 1 < n; i += 2) {
        out.push_back(crossed[i]);
        out.push_back(crossed[i + 1]);
    }
}

}  // namespace

std::vector<glm::vec2> decision_boundary(const Flow& flow, const FieldRequest& request,
                                         float middle) {
    Grid grid{std::clamp(request.width, 2, kMostSide),
              std::clamp(request.height, 2, kMostSide),
              request.lo,
              {},
              {}};
    grid.spacing = {(request.hi.x - request.lo.x) / static_cast<float>(grid.width - 1),
                    (request.hi.y - request.lo.y) / static_cast<float>(grid.height - 1)};
    const auto n = static_cast<std::size_t>(grid.width) * grid.height;
    std::vector<glm::vec2> places(n);
    for (std::size_t i = 0; i < n; ++i) {
        places[i] = grid.place(static_cast<int>(i % grid.width), static_cast<int>(i / grid.width));
    }
    const int classes = flow.classes();
    std::vector<float> logits(n * classes);
    flow.tail(0, initial_states(places, flow.dimension()), logits);
    std::vector<glm::vec2> out;
    grid.values.resize(n);
    for (int c = 0; c < (classes == 2 ? 1 : classes); ++c) {
        for (std::size_t i = 0; i < n; ++i) {
            const float* z = logits.data() + i * classes;
            float other = classes == 1 ? middle : z[c == 0 ? 1 : 0];
            bool finite = true;
            for (int k = 0; k < classes; ++k) {
                other = k != c ? std::max(other, z[k]) : other;
                finite = finite && std::isfinite(z[k]);
            }
            grid.values[i] = finite ? z[c] - other : std::nanf("");
        }
        for (int y = 0; y + 1 < grid.height; ++y) {
            for (int x = 0; x + 1 < grid.width; ++x) {
                add_cell(grid, x, y, out);
            }
        }
    }
    return out;
}

}  // namespace la
