#include "core/config/shallow_limits.h"

#include <cstdint>
#include <string>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace la {

namespace {

constexpr std::int64_t kMost = 50000000;  // numbers of a table of nodes or coordinates x points
constexpr double kLeastAlpha = 1e-9;      // of a network that there is

[[noreturn]] void refuse(const std::string& path, const std::string& what) {
    throw UsageError("shallow." + path + ": " + what);
}

// `rows` of `what` for each of the points: more than can be computed within reason.
void check_table(const std::string& path, int points, const std::string& what, int rows) {
    const std::int64_t numbers = std::int64_t{points} * rows;
    if (numbers > kMost) {
        refuse(path, std::to_string(points) + " points x " + std::to_string(rows) + ' ' + what +
                         " need " + std::to_string(8 * numbers) + " bytes, more than " +
                         std::to_string(8 * kMost) + "; try fewer");
    }
}

}  // namespace

void check_shallow_points(const ShallowConfig& config, int train, int fresh) {
    check_table("train", train, "nodes", config.nodes);
    check_table("train", train, "dimensions", config.dimension);
    check_table("fresh", fresh, "nodes", config.nodes);
    check_table("fresh", fresh, "dimensions", config.dimension);
}

void check_shallow(const ShallowConfig& config) {
    if (config.antithetic && config.nodes % 2 != 0) {
        refuse("nodes", std::to_string(config.nodes) +
                            " is odd; antithetic nodes come in pairs: try an even number");
    }
    if (config.points == ShallowPoints::Circle && config.dimension != 2) {
        refuse("points", "circle is in the plane; try shallow.dimension 2, or gaussian");
    }
    if (config.points == ShallowPoints::Dataset && config.dimension != 2) {
        refuse("points", "a data set is in the plane; try shallow.dimension 2, or gaussian");
    }
    if (config.alpha_2 > 0 && config.alpha_2 < kLeastAlpha) {
        refuse("alpha_2", readable_number_text(config.alpha_2) + " is too small; try 1e-9, or 0");
    }
    if (config.alpha_3 > 0 && config.alpha_3 < kLeastAlpha) {
        refuse("alpha_3", readable_number_text(config.alpha_3) + " is too small; try 1e-9, or 0");
    }
    if (config.points != ShallowPoints::Dataset) {
        check_shallow_points(config, config.train, config.fresh);
    }
}

}  // namespace la
