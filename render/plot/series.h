#pragma once
#include <imgui.h>

#include <string_view>
#include <vector>

#include "render/plot/range.h"

namespace la::plot {

// One curve. The data stay with the caller and are read through two functions, so any container
// does; they must not change during the draw call. x is finite and never decreases; a y that is
// not finite is a gap.
struct Series {
    std::string_view name{};
    int count = 0;
    const void* data = nullptr;
    double (*x)(const void* data, int index) = nullptr;
    double (*y)(const void* data, int index) = nullptr;
    ImU32 colour = 0;
    float width = 1.6f;  // logical pixels
    bool dashed = false;
};

// Two arrays as a series' data: Series{.count = n, .data = &columns, .x = Columns::x_at, ...}.
struct Columns {
    const double* x = nullptr;
    const double* y = nullptr;

    static double x_at(const void* data, int i) { return static_cast<const Columns*>(data)->x[i]; }
    static double y_at(const void* data, int i) { return static_cast<const Columns*>(data)->y[i]; }
};

struct Sample {
    double x;
    double y;  // NaN: a gap
};

// What is needed to draw the part of a series within x: per column of pixels at most its first,
// smallest, largest and last sample, in order, with one sample beyond either end.
std::vector<Sample> decimate(const Series& series, Range x, AxisScale scale, int columns);

// Index of the sample nearest to x; -1 without samples.
int nearest(const Series& series, double x);

}  // namespace la::plot
