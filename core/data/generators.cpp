#include "core/data/generators.h"

#include <cmath>
#include <numbers>

namespace la {

LabelledPoints make_circles(int n, double factor) {
    const int outer = n / 2;
    const int inner = n - outer;
    LabelledPoints out;
    for (int i = 0; i < n; ++i) {
        const bool is_outer = i < outer;
        const double angle = is_outer ? 2 * std::numbers::pi * i / outer
                                      : 2 * std::numbers::pi * (i - outer) / inner;
        const double radius = is_outer ? 1 : factor;
        out.points.push_back(radius * glm::dvec2{std::cos(angle), std::sin(angle)});
        out.labels.push_back(is_outer ? 0 : 1);
    }
    return out;
}

LabelledPoints make_moons(int n) {
    const int outer = n / 2;
    const int inner = n - outer;
    const auto angle = [](int i, int count) {
        return count > 1 ? std::numbers::pi * i / (count - 1) : 0.0;
    };
    LabelledPoints out;
    for (int i = 0; i < outer; ++i) {
        const double a = angle(i, outer);
        out.points.push_back({std::cos(a), std::sin(a)});
        out.labels.push_back(0);
    }
    for (int i = 0; i < inner; ++i) {
        const double a = angle(i, inner);
        out.points.push_back({1 - std::cos(a), 0.5 - std::sin(a)});
        out.labels.push_back(1);
    }
    return out;
}

}  // namespace la
