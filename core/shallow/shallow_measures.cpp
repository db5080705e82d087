#include "core/shallow/shallow_measures.h"

#include <algorithm>
#include <cmath>

namespace la {

namespace {

// Means over the points of a set.
struct Means {
    double unsatisfied = 0, hinge = 0, wrong = 0;
};

Means means_of(double alpha, double margin, const ShallowOutputs& at) {
    Means out;
    for (std::size_t p = 0; p < at.f.size(); ++p) {
        const double reached = alpha * at.points.label[p] * at.f[p];
        out.unsatisfied += reached >= margin ? 0 : 1;
        out.hinge += std::max(margin - reached, 0.0);
        out.wrong += reached > 0 ? 0 : 1;
    }
    const auto count = static_cast<double>(at.f.size());
    return {out.unsatisfied / count, out.hinge / count, out.wrong / count};
}

}  // namespace

ShallowMeasures measure(const ShallowNodes& now, const ShallowNodes& start, double alpha,
                        double margin, const ShallowOutputs& train, const ShallowOutputs& fresh) {
    const std::size_t count = now.a.size(), d = now.w.size() / count;
    double grown = 0, first = 0, product = 0, a_squares = 0, w_squares = 0, moved = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double a = now.a[i], w = now.w[i * d], a0 = start.a[i], w0 = start.w[i * d];
        grown += (a + w) * (a0 + w0);
        first += (a0 + w0) * (a0 + w0);
        product += a * w;
        a_squares += a * a;
        w_squares += w * w;
        moved += (a - a0) * (a - a0) + (w - w0) * (w - w0);
    }
    const Means trained = means_of(alpha, margin, train), others = means_of(alpha, margin, fresh);
    return {.gamma = std::log(grown / first),
            .phi = trained.unsatisfied,
            .phi_fresh = others.unsatisfied,
            .hinge = trained.hinge,
            .train_error = trained.wrong,
            .fresh_error = others.wrong,
            .correlation = product / std::sqrt(a_squares * w_squares),
            .displacement = moved / static_cast<double>(count)};
}

std::vector<std::uint8_t> unsatisfied(double alpha, double margin, const ShallowOutputs& at) {
    std::vector<std::uint8_t> out(at.f.size());
    for (std::size_t p = 0; p < out.size(); ++p) {
        out[p] = alpha * at.points.label[p] * at.f[p] >= margin ? 0 : 1;
    }
    return out;
}

}  // namespace la
