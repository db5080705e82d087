#include "render/plot/range.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace la::plot {

namespace {

constexpr double kDecades = 16;    // largest span of a log axis
constexpr double kQuantum = 0.25;  // of a decade

double round_step(double span) {
    const double power = std::pow(10.0, std::floor(std::log10(span)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= span) {
            return factor * power;
        }
    }
    return 10 * power;
}

Range fit_linear(Range data) {
    if (data.empty()) {
        return {0, 1};
    }
    const double size = std::max(std::abs(data.lo), std::abs(data.hi));
    if (data.hi - data.lo <= size * 1e-9) {
        const double half = size > 0 ? 0.1 * size : 0.5;
        data = {data.lo - half, data.hi + half};
    }
    const double step = round_step((data.hi - data.lo) / 10);
    // Rounding errors must not add a step.
    return {std::floor(data.lo / step + 1e-6) * step, std::ceil(data.hi / step - 1e-6) * step};
}

Range fit_log(Range data) {
    if (data.empty() || !(data.hi > 0)) {
        return {0.1, 10};
    }
    const double hi = std::log10(data.hi);
    double lo = data.lo > 0 ? std::log10(data.lo) : hi - 3;
    lo = std::max(lo, hi - kDecades);
    double low = std::floor(lo / kQuantum + 1e-6) * kQuantum;
    double high = std::ceil(hi / kQuantum - 1e-6) * kQuantum;
    if (high - low < 2 * kQuantum) {
        low -= kQuantum;
        high += kQuantum;
    }
    return {std::pow(10.0, low), std::pow(10.0, high)};
}

}  // namespace

void Range::include(double value) {
    if (!std::isfinite(value)) {
        return;
    }
    if (empty()) {
        lo = hi = value;
        return;
    }
    lo = std::min(lo, value);
    hi = std::max(hi, value);
}

Range fit_range(Range data, AxisScale scale) {
    return scale == AxisScale::Log ? fit_log(data) : fit_linear(data);
}

Range settle_range(Range previous, Range data, AxisScale scale) {
    const Range fitted = fit_range(data, scale);
    if (data.empty() || !previous.valid() || (scale == AxisScale::Log && !(previous.lo > 0))) {
        return fitted;
    }
    const double lo = to_unit(std::max(data.lo, fitted.lo), previous, scale);
    const double hi = to_unit(data.hi, previous, scale);
    const bool inside = lo >= -1e-9 && hi <= 1 + 1e-9;
    const double filled = to_unit(fitted.hi, previous, scale) - to_unit(fitted.lo, previous, scale);
    return inside && filled >= 0.5 ? previous : fitted;
}

double to_unit(double value, Range range, AxisScale scale) {
    if (scale == AxisScale::Linear) {
        return (value - range.lo) / (range.hi - range.lo);
    }
    if (!(value > 0)) {
        return -std::numeric_limits<double>::infinity();
    }
    return std::log(value / range.lo) / std::log(range.hi / range.lo);
}

double from_unit(double unit, Range range, AxisScale scale) {
    return scale == AxisScale::Linear ? range.lo + unit * (range.hi - range.lo)
                                      : range.lo * std::pow(range.hi / range.lo, unit);
}

}  // namespace la::plot
