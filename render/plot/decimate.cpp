#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "render/plot/series.h"

namespace la::plot {

namespace {

// First index whose x is at least the value.
int lower_bound(const Series& series, double value) {
    int first = 0;
    int count = series.count;
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

// The extremes of the samples in one column of pixels.
class Column {
  public:
    void add(int index, double y) {
        if (first_ < 0) {
            first_ = lowest_ = highest_ = index;
            low_ = high_ = y;
        }
        if (y < low_) {
            low_ = y;
            lowest_ = index;
        }
        if (y > high_) {
            high_ = y;
            highest_ = index;
        }
        last_ = index;
    }

    void flush(const Series& series, std::vector<Sample>& out) {
        if (first_ < 0) {
            return;
        }
        std::array<int, 4> order{first_, lowest_, highest_, last_};
        std::sort(order.begin(), order.end());
        const auto end = std::unique(order.begin(), order.end());
        for (auto i = order.begin(); i != end; ++i) {
            out.push_back({series.x(series.data, *i), series.y(series.data, *i)});
        }
        first_ = -1;
    }

  private:
    int first_ = -1;
    int last_ = -1;
    int lowest_ = -1;
    int highest_ = -1;
    double low_ = 0;
    double high_ = 0;
};

}  // namespace

std::vector<Sample> decimate(const Series& series, Range x, AxisScale scale, int columns) {
    std::vector<Sample> out;
    if (series.count <= 0 || !x.valid() || columns <= 0) {
        return out;
    }
    const int first = std::max(lower_bound(series, x.lo) - 1, 0);
    const int last = std::min(lower_bound(series, x.hi) + 1, series.count);
    constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
    out.reserve(static_cast<std::size_t>(std::min(last - first, 4 * columns) + 4));
    const bool few = last - first <= 2 * columns;

    Column column;
    double border = -std::numeric_limits<double>::infinity();  // where the next column begins
    for (int i = first; i < last; ++i) {
        const double at = series.x(series.data, i);
        const double y = series.y(series.data, i);
        if (!std::isfinite(y)) {
            column.flush(series, out);
            if (out.empty() || !std::isnan(out.back().y)) {
                out.push_back({at, kGap});
            }
            continue;
        }
        if (few) {
            out.push_back({at, y});
            continue;
        }
        if (at >= border) {
            column.flush(series, out);
            const double place = std::floor(to_unit(at, x, scale) * columns);
            border = place < 0 ? x.lo : from_unit((place + 1) / columns, x, scale);
        }
        column.add(i, y);
    }
    column.flush(series, out);
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
