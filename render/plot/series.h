#pragma once
#include <imgui.h>

#include <cstdint>
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
    // Another one whenever samples have changed that were there before; appending keeps it. What is
    // known of the samples is then kept from frame to frame. 0: read everything, every time.
    std::uint64_t version = 0;
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

class Extremes;

// What is needed to draw the part of a series within x: per column of pixels at most its first,
// smallest, largest and last finite sample and a gap, in order, with one sample beyond either end.
// A gap narrower than its column shows only where the column begins or ends with it. `extremes`,
// kept by the caller for this series, makes the work of many samples that of few.
std::vector<Sample> decimate(const Series& series, Range x, AxisScale scale, int columns,
                             Extremes* extremes = nullptr);

// Index of the sample nearest to x; -1 without samples.
int nearest(const Series& series, double x);

}  // namespace la::plot
