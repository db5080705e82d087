#pragma once

namespace la::plot {

enum class AxisScale { Linear, Log };

// An interval of values, empty until it includes one.
struct Range {
    double lo = 1;
    double hi = 0;

    bool empty() const { return !(hi >= lo); }
    bool valid() const { return hi > lo; }
    bool operator==(const Range&) const = default;
    void include(double value);  // ignores values that are not finite
    void include(Range other) {
        if (!other.empty()) {
            include(other.lo);
            include(other.hi);
        }
    }
};

// Limits a little wider than the data, on round numbers, so that slowly growing data keep them for
// many frames. A log axis leaves out values that are not positive and spans at most 16 decades.
// Never empty: without data [0, 1], or [0.1, 10] on a log axis.
Range fit_range(Range data, AxisScale scale);

// As fit_range, but keeps the previous limits while the data stay inside and fill half of them.
Range settle_range(Range previous, Range data, AxisScale scale);

// The place of a value between the limits: 0 at lo, 1 at hi; and the reverse. On a log axis, values
// that are not positive lie at minus infinity.
double to_unit(double value, Range range, AxisScale scale);
double from_unit(double unit, Range range, AxisScale scale);

}  // namespace la::plot
