#include "render/flow/contour.h"

#include <cmath>
#include <utility>

namespace la {

namespace {

// The sides that each piece joins, for each set of corners above the level: bit 0 lower left, 1
// lower right, 2 upper right, 3 upper left. In 5 and 10, the saddles, the corners above are
// separate.
constexpr std::array<std::array<int, 4>, 16> kJoins{{{-1, -1, -1, -1},
                                                     {3, 0, -1, -1},
                                                     {0, 1, -1, -1},
                                                     {3, 1, -1, -1},
                                                     {1, 2, -1, -1},
                                                     {3, 0, 1, 2},
                                                     {0, 2, -1, -1},
                                                     {3, 2, -1, -1},
                                                     {2, 3, -1, -1},
                                                     {2, 0, -1, -1},
                                                     {0, 1, 2, 3},
                                                     {2, 1, -1, -1},
                                                     {1, 3, -1, -1},
                                                     {1, 0, -1, -1},
                                                     {0, 3, -1, -1},
                                                     {-1, -1, -1, -1}}};

// Where between values a and b the level lies, as a fraction.
float fraction(float a, float b, float level) {
    return (level - a) / (b - a);
}

std::int64_t side_of(int i, int j, int side, int width) {
    const int at_i = side == 1 ? i + 1 : i;
    const int at_j = side == 2 ? j + 1 : j;
    return 2 * (static_cast<std::int64_t>(at_j) * width + at_i) + (side % 2);
}

}  // namespace

CellPieces pieces_in_cell(const GridValues& grid, int i, int j, float level) {
    const float ll = grid.at(i, j);
    const float lr = grid.at(i + 1, j);
    const float ur = grid.at(i + 1, j + 1);
    const float ul = grid.at(i, j + 1);
    if (std::isnan(ll) || std::isnan(lr) || std::isnan(ur) || std::isnan(ul)) {
        return {};
    }
    int corners =
        (ll > level ? 1 : 0) | (lr > level ? 2 : 0) | (ur > level ? 4 : 0) | (ul > level ? 8 : 0);
    CellPieces out;
    if (corners == 0 || corners == 15) {
        return out;
    }
    const float x = static_cast<float>(i);
    const float y = static_cast<float>(j);
    const auto on = [&](int side) -> glm::vec2 {
        switch (side) {
            case 0:
                return {x + fraction(ll, lr, level), y};
            case 1:
                return {x + 1, y + fraction(lr, ur, level)};
            case 2:
                return {x + fraction(ul, ur, level), y + 1};
            default:
                return {x, y + fraction(ll, ul, level)};
        }
    };
    // A saddle: the value in the middle decides which corners are joined.
    if ((corners == 5 || corners == 10) && (ll + lr + ur + ul) / 4 > level) {
        corners = 15 - corners;
    }
    for (int k = 0; k < 4 && kJoins[corners][k] >= 0; k += 2) {
        const int from = kJoins[corners][k];
        const int to = kJoins[corners][k + 1];
        out.pieces[out.count++] = {from, to, on(from), on(to)};
    }
    return out;
}

int Contour::crossing(std::int64_t side, glm::vec2 at) {
    int& index = of_side_[static_cast<std::size_t>(side)];
    if (index < 0) {
        index = static_cast<int>(crossings_.size());
        crossings_.push_back({at});
        touched_.push_back(side);
    }
    return index;
}

void Contour::walk(int from) {
    points_.push_back(crossings_[from].at);
    crossings_[from].walked = true;
    int at = from;
    for (;;) {
        const auto [one, other] = crossings_[at].next;
        int next = -1;
        for (const int candidate : {one, other}) {
            if (candidate >= 0 && !crossings_[candidate].walked) {
                next = candidate;
                break;
            }
        }
        if (next < 0) {
            break;
        }
        at = next;
        crossings_[at].walked = true;
        points_.push_back(crossings_[at].at);
    }
    // It is closed if it returned to its beginning.
    const auto [one, other] = crossings_[at].next;
    if (at != from && (one == from || other == from) && crossings_[from].next[1] >= 0) {
        points_.push_back(crossings_[from].at);
    }
    ends_.push_back(points_.size());
}

void Contour::trace(const GridValues& grid) {
    points_.clear();
    ends_.clear();
    crossings_.clear();
    of_side_.resize(
        2 * static_cast<std::size_t>(grid.width) * static_cast<std::size_t>(grid.height), -1);
    for (int j = 0; j + 1 < grid.height; ++j) {
        for (int i = 0; i + 1 < grid.width; ++i) {
            const CellPieces cell = pieces_in_cell(grid, i, j, 0);
            for (int k = 0; k < cell.count; ++k) {
                const CellPieces::Piece& piece = cell.pieces[k];
                const int a = crossing(side_of(i, j, piece.from, grid.width), piece.a);
                const int b = crossing(side_of(i, j, piece.to, grid.width), piece.b);
                crossings_[a].next[crossings_[a].next[0] < 0 ? 0 : 1] = b;
                crossings_[b].next[crossings_[b].next[0] < 0 ? 0 : 1] = a;
            }
        }
    }
    for (const std::int64_t side : std::exchange(touched_, {})) {
        of_side_[static_cast<std::size_t>(side)] = -1;
    }
    // First the open lines, each from an end; all others are closed.
    for (const bool closed : {false, true}) {
        for (std::size_t i = 0; i < crossings_.size(); ++i) {
            if (!crossings_[i].walked && (closed || crossings_[i].next[1] < 0)) {
                walk(static_cast<int>(i));
            }
        }
    }
}

}  // namespace la
