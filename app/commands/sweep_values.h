#pragma once

#include <string>
#include <vector>

#include "core/sweep/sweep_plan.h"

namespace la {

// The lists of numbers on sweep's command line. Values come back ascending and without repetitions;
// UsageError names the option and what it expects.

enum class Spacing { Linear, Log };

// --lambda: "first:last:count" in equal steps, or values with commas between.
PathValues parse_lambda(const std::string& text);

// --over: "PATH=first:last:count" or "PATH=a,b,c"; Log, for a range alone, in equal ratios, which
// are rounded where the setting is a whole number.
PathValues parse_over(const std::string& text, Spacing spacing);

// --train-sizes: whole numbers with commas between; empty: none.
std::vector<int> parse_sizes(const std::string& text);

}  // namespace la
