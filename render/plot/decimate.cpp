#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "render/plot/extremes.h"
#include "render/plot/series.h"

namespace la::plot {

namespace {

// First index in [from, count) whose x is at least the value.
int lower_bound(const Series& series, double value, int from = 0) {
    int first = from;
    int count = series.count - from;
    while (count > 0) {
        const int half = count / 2;
        if (series.x(series.data, first + half) < value) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return first;
}

bool finite_at(const Series& series, int index) {
    return std::isfinite(series.y(series.data, index));
}

void gap(const Series& series, int index, std::vector<Sample>& out) {
    if (!out.empty() && !std::isnan(out.back().y)) {
        out.push_back({series.x(series.data, index), std::numeric_limits<double>::quiet_NaN()});
    }
}

// Appends what is drawn of the samples first..last-1, which share a column of pixels.
void add_column(const Series& series, const Extremes& extremes, int first, int last,
                std::vector<Sample>& out) {
    const Extremes::Pair pair = extremes.find(series, first, last);
    const bool begins = finite_at(series, first);
    if (!begins) {
        gap(series, first, out);
    }
    if (pair.low >= 0) {
        std::array<int, 4> order{begins ? first : pair.low, pair.low, pair.high,
                                 finite_at(series, last - 1) ? last - 1 : pair.low};
        std::sort(order.begin(), order.end());
        const auto end = std::unique(order.begin(), order.end());
        for (auto i = order.begin(); i != end; ++i) {
            out.push_back({series.x(series.data, *i), series.y(series.data, *i)});
        }
    }
    if (!finite_at(series, last - 1)) {
        gap(series, last - 1, out);
    }
}

}  // namespace

std::vector<Sample> decimate(const Series& series, Range x, AxisScale scale, int columns,
                             Extremes* extremes) {
    std::vector<Sample> out;
    if (series.count <= 0 || !x.valid() || columns <= 0) {
        return out;
    }
    const int first = std::max(lower_bound(series, x.lo) - 1, 0);
    const int last = std::min(lower_bound(series, x.hi) + 1, series.count);
    const bool few = last - first <= 2 * columns;
    Extremes own;
    if (extremes == nullptr) {
        extremes = &own;
    }
    if (!few) {
        extremes->update(series);
        out.reserve(static_cast<std::size_t>(4 * columns) + 8);
    } else {
        out.reserve(static_cast<std::size_t>(std::max(last - first, 0)));
    }
    for (int i = first; i < last;) {
        int end = i + 1;
        if (!few) {
            const double place = std::floor(to_unit(series.x(series.data, i), x, scale) * columns);
            const double border = place < 0 ? x.lo : from_unit((place + 1) / columns, x, scale);
            end = std::clamp(lower_bound(series, border, i), i + 1, last);
        }
        add_column(series, *extremes, i, end, out);
        i = end;
    }
    return out;
}

int nearest(const Series& series, double x) {
    if (series.count <= 0) {
        return -1;
    }
    const int right = std::min(lower_bound(series, x), series.count - 1);
    if (right == 0) {
        return 0;
    }
    const double before = x - series.x(series.data, right - 1);
    const double after = series.x(series.data, right) - x;
    return before < after ? right - 1 : right;
}

}  // namespace la::plot
