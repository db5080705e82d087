#pragma once
#include <imgui.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "render/plot/range.h"

namespace la::plot {

// One curve. The caller keeps the data, in any container: they are read through two functions and
// must not change during the draw call. x is finite and never decreases. A y that is not finite is
// a gap.
struct Series {
    std::string_view name{};
    int count = 0;
    const void* data = nullptr;
    double (*x)(const void* data, int index) = nullptr;
    double (*y)(const void* data, int index) = nullptr;
    ImU32 colour = 0;
    float width = 1.6f;  // logical pixels
    bool dashed = false;
    // Logical pixels. Above 0: dots of this radius at the samples, hollow from 2 on, and no line.
    float dot = 0;
    // Changes whenever existing samples change; appending keeps it. Results about the samples are
    // kept from frame to frame as long as it stays. 0: all samples are read every time.
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

// The samples needed to draw a series within x: for each column of pixels at most its first,
// smallest, largest and last finite sample and a gap, in order, and one sample beyond either end. A
// gap narrower than its column shows only at the column's begin or end. `extremes`, kept by the
// caller for this series, makes it fast for many samples.
std::vector<Sample> decimate(const Series& series, Range x, AxisScale scale, int columns,
                             Extremes* extremes = nullptr);

// Index of the sample nearest to x; -1 without samples.
int nearest(const Series& series, double x);

}  // namespace la::plot
