// The logits of points, their losses and the gradients of these with respect to the logits.

#pragma once

#include "core/engine/exact/vmath64.h"

namespace la::exact::LA_ISA {

using fused::kMaxClasses;

// H x + beta, or (x_0 + x_1 + intercept, 0).
LA_INLINE void logits(const Shape& shape, const double* head, const Vec* x, Vec* z) {
    if (!shape.learned) {
        z[0] = x[0] + x[1] + shape.intercept;
        z[1] = Vec{};
        return;
    }
    const int q = shape.dimension;
    for (int c = 0; c < shape.classes; ++c) {
        z[c] = splat(head[shape.classes * q + c]);
        for (int i = 0; i < q; ++i) {
            z[c] += head[c * q + i] * x[i];
        }
    }
}

LA_INLINE Vec of_label(const Vec* z, Vec label, int classes) {
    Vec out = z[0];
    for (int c = 1; c < classes; ++c) {
        out = label == static_cast<double>(c) ? z[c] : out;
    }
    return out;
}

// The right class gets minus the sum of the others, exact even if its probability is nearly 1.
LA_INLINE void balance(Vec label, int classes, Vec* d) {
    Vec others{};
    for (int c = 0; c < classes; ++c) {
        d[c] = label == static_cast<double>(c) ? Vec{} : d[c];
        others += d[c];
    }
    for (int c = 0; c < classes; ++c) {
        d[c] = label == static_cast<double>(c) ? -others : d[c];
    }
}

// log sum_c exp z_c - z_y; d becomes softmax(z) - one-hot, part softmax(z).
LA_INLINE Vec cross_entropy(const Vec* z, Vec label, int classes, Vec* d, Vec* part) {
    Vec top = z[0];
    for (int c = 1; c < classes; ++c) {
        top = z[c] > top ? z[c] : top;
    }
    Vec total{};
    for (int c = 0; c < classes; ++c) {
        part[c] = exp(z[c] - top);
        total += part[c];
    }
    const Vec inverse = 1.0 / total;
    for (int c = 0; c < classes; ++c) {
        part[c] *= inverse;
        d[c] = part[c];
    }
    balance(label, classes, d);
    return log1p(total - 1.0) + (top - of_label(z, label, classes));
}

// Sum over the wrong classes of (1 - z_y + z_c)_+ / C.
LA_INLINE Vec hinge(const Vec* z, Vec label, int classes, Vec* d) {
    const Vec right = of_label(z, label, classes);
    const double part = 1.0 / classes;
    Vec out{};
    for (int c = 0; c < classes; ++c) {
        const Vec margin = 1.0 - right + z[c];
        d[c] = margin <= 0.0 ? Vec{} : splat(part);
        out += label == static_cast<double>(c) || margin <= 0.0 ? Vec{} : margin;
    }
    balance(label, classes, d);
    return out * part;
}

// Mean over the classes of (z_c - [c = y])^2.
LA_INLINE Vec mean_square(const Vec* z, Vec label, int classes, Vec* d) {
    Vec out{};
    for (int c = 0; c < classes; ++c) {
        const Vec miss = z[c] - (label == static_cast<double>(c) ? splat(1.0) : Vec{});
        d[c] = miss * (2.0 / classes);
        out += miss * miss;
    }
    return out * (1.0 / classes);
}

// (z_0 - value)^2.
LA_INLINE Vec square_of_value(const Vec* z, Vec value, Vec* d) {
    const Vec miss = z[0] - value;
    d[0] = 2.0 * miss;
    return miss * miss;
}

// Of whatever loss the shape has; `part` is filled where its second derivative takes it.
LA_INLINE Vec loss(const Shape& shape, const Vec* z, Vec label, Vec* d, Vec* part) {
    if (shape.values) {
        return square_of_value(z, label, d);
    }
    return shape.loss == Loss::CrossEntropy ? cross_entropy(z, label, shape.classes, d, part)
           : shape.loss == Loss::Hinge      ? hinge(z, label, shape.classes, d)
                                            : mean_square(z, label, shape.classes, d);
}

}  // namespace la::exact::LA_ISA
