#pragma once
#include <string>
#include <vector>

#include "render/plot/range.h"

namespace la::plot {

struct Tick {
    double value = 0;
    std::string label{};   // empty: an unlabelled minor tick
    std::string raised{};  // exponent, smaller and higher behind the label: "10" and "-3"
    bool major = true;
};

// Ticks within [lo, hi], ascending, with at most max_labels labels (2 or more). Labels are ASCII.
// An empty or broken range has no ticks.

// Multiples of 1, 2 or 5 times a power of ten, at least `least` apart: 1 for counts.
std::vector<Tick> linear_ticks(double lo, double hi, int max_labels, double least = 0);

// For x and y of a plane with one scale: both have the step of the shorter side.
struct PlaneTicks {
    std::vector<Tick> x, y;
};
PlaneTicks plane_ticks(Range x, Range y, int max_labels);

// Decades: thinned if many, with minor ticks at 2..9 if few. Within less than two decades 2 and 5
// are labelled, too; within less than one the ticks are linear. lo > 0.
std::vector<Tick> log_ticks(double lo, double hi, int max_labels);
// A tick at each integer first..last; labels are thinned evenly, from the first on.
std::vector<Tick> integer_ticks(int first, int last, int max_labels);

}  // namespace la::plot
