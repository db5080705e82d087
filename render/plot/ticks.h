#pragma once
#include <string>
#include <vector>

#include "render/plot/range.h"

namespace la::plot {

struct Tick {
    double value = 0;
    std::string label{};   // empty: an unlabelled minor tick
    std::string raised{};  // exponent set smaller and higher after the label: "10" and "-3"
    bool major = true;
};

// Ticks within [lo, hi], ascending, at most max_labels of them labelled (at least 2 asked for).
// Labels are ASCII. An empty or broken range has no ticks.

// Multiples of 1, 2 or 5 times a power of ten, and no closer than `least`: 1 for what is counted.
std::vector<Tick> linear_ticks(double lo, double hi, int max_labels, double least = 0);

// Of a plane with one scale, x and y: as above, and both have the step of the shorter side.
struct PlaneTicks {
    std::vector<Tick> x, y;
};
PlaneTicks plane_ticks(Range x, Range y, int max_labels);

// Decades, thinned when many, with minor ticks at 2..9 when few; within less than two decades
// also 2 and 5 are labelled, within less than one the ticks are linear. lo > 0.
std::vector<Tick> log_ticks(double lo, double hi, int max_labels);
// The integers first..last, each a tick, labels thinned evenly from first on.
std::vector<Tick> integer_ticks(int first, int last, int max_labels);

}  // namespace la::plot
