#pragma once
#include <array>
#include <cstdint>
#include <glm/vec2.hpp>
#include <span>
#include <vector>

namespace la {

// A regular grid of values, [height][width]. Its cells are squares of side 1; sample [j][i] is at
// (i, j).
struct GridValues {
    std::span<const float> values;
    int width = 0, height = 0;
    float at(int i, int j) const {
        return values[static_cast<std::size_t>(j) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(i)];
    }
};

// Where a level passes through one cell, by marching squares: no, one or two straight pieces, each
// from one side of the cell to another. Sides: 0 below, 1 right, 2 above, 3 left.
struct CellPieces {
    struct Piece {
        int from = 0, to = 0;  // sides
        glm::vec2 a{0}, b{0};
    };
    int count = 0;
    std::array<Piece, 2> pieces;
};
CellPieces pieces_in_cell(const GridValues& grid, int i, int j, float level);

// The lines on which a sampled function is zero (linear along the sides of the cells), as polylines
// of full length; closed ones end where they begin. Values must be finite or NaN: a cell with a
// corner that is not known has no line. No thread, no GL.
class Contour {
  public:
    void trace(const GridValues& grid);
    std::span<const glm::vec2> points() const { return points_; }
    std::span<const std::size_t> ends() const {
        return ends_;
    }  // one past the last point of each polyline

  private:
    struct Crossing {  // where the level crosses a side of a cell
        glm::vec2 at{0};
        std::array<int, 2> next{-1, -1};  // the crossings it is joined to
        bool walked = false;
    };
    int crossing(std::int64_t side, glm::vec2 at);
    void walk(int from);

    std::vector<int> of_side_;  // index into crossings_ by side, -1: none; all -1 between calls
    std::vector<std::int64_t> touched_;
    std::vector<Crossing> crossings_;
    std::vector<glm::vec2> points_;
    std::vector<std::size_t> ends_;
};

}  // namespace la
