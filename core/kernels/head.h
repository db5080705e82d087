// The head on a tile of states x_L: logits, loss, and the gradients of the mean loss.

#pragma once

#include "core/kernels/lanes.h"
#include "core/kernels/tile.h"
#include "core/kernels/vmath.h"

namespace la::fused::LA_ISA {

// Logits of kWidth points from their states: H x + beta, or (x_0 + x_1 + intercept, 0).
LA_INLINE void logits(const Shape& shape, const float* head, const Vec* x, Vec* z) {
    if (!shape.learned) {
        z[0] = x[0] + x[1] + shape.intercept;
        z[1] = Vec{};
        return;
    }
    const int q = shape.dimension;
    const float* beta = head + shape.classes * q;
    for (int c = 0; c < shape.classes; ++c) {
        z[c] = splat(beta[c]);
        for (int i = 0; i < q; ++i) {
            z[c] += head[c * q + i] * x[i];
        }
    }
}

LA_INLINE Vec logit_of(const Vec* z, Int label, int classes) {
    Vec out = z[0];
    for (int c = 1; c < classes; ++c) {
        out = label == c ? z[c] : out;
    }
    return out;
}

// e_c = exp(z_c - max z) and the maximum. NaN logits give NaN.
LA_INLINE Vec shifted_exponentials(const Vec* z, int classes, Vec* e) {
    Vec top = z[0];
    for (int c = 1; c < classes; ++c) {
        top = z[c] > top ? z[c] : top;
    }
    for (int c = 0; c < classes; ++c) {
        e[c] = exp(z[c] - top);
    }
    return top;
}

// The loss of every point.
LA_INLINE Vec loss(Loss kind, const Vec* z, Int label, int classes) {
    const Vec right = logit_of(z, label, classes);
    Vec out{};
    switch (kind) {
        case Loss::CrossEntropy: {  // log sum_c exp z_c - z_y
            Vec e[kMaxClasses];
            const Vec top = shifted_exponentials(z, classes, e);
            for (int c = 0; c < classes; ++c) {
                out += e[c];
            }
            return log1p(out - 1.0f) + (top - right);
        }
        case Loss::Hinge:  // sum over the wrong classes of (1 - z_y + z_c)_+ / C
            for (int c = 0; c < classes; ++c) {
                const Vec margin = 1.0f - right + z[c];
                const Vec active = margin <= 0.0f ? Vec{} : margin;
                out += label == c ? Vec{} : active;
            }
            return out * (1.0f / classes);
        case Loss::Mse:  // mean over the classes of (z_c - [c = y])^2
            for (int c = 0; c < classes; ++c) {
                const Vec miss = z[c] - (label == c ? splat(1.0f) : Vec{});
                out += miss * miss;
            }
            return out * (1.0f / classes);
    }
    return out;
}

// The gradient of every point's loss with respect to its logits.
LA_INLINE void loss_gradient(Loss kind, const Vec* z, Int label, int classes, Vec* dz) {
    switch (kind) {
        case Loss::CrossEntropy: {  // softmax(z) - one-hot; the right class gets minus the sum of
                                    // the others, exact even if its probability is nearly 1
            shifted_exponentials(z, classes, dz);
            Vec total = dz[0];
            for (int c = 1; c < classes; ++c) {
                total += dz[c];
            }
            const Vec inverse = 1.0f / total;
            Vec others{};
            for (int c = 0; c < classes; ++c) {
                dz[c] = label == c ? Vec{} : dz[c] * inverse;
                others += dz[c];
            }
            for (int c = 0; c < classes; ++c) {
                dz[c] = label == c ? -others : dz[c];
            }
            return;
        }
        case Loss::Hinge: {
            const Vec right = logit_of(z, label, classes);
            Vec active{};
            for (int c = 0; c < classes; ++c) {
                const Vec margin = 1.0f - right + z[c];
                const Vec one = margin <= 0.0f ? Vec{} : splat(1.0f / classes);
                dz[c] = label == c ? Vec{} : one;
                active += dz[c];
            }
            for (int c = 0; c < classes; ++c) {
                dz[c] = label == c ? -active : dz[c];
            }
            return;
        }
        case Loss::Mse:
            for (int c = 0; c < classes; ++c) {
                dz[c] = (z[c] - (label == c ? splat(1.0f) : Vec{})) * (2.0f / classes);
            }
            return;
    }
}

// tile.g becomes the gradient of the mean loss with respect to x_L; a learned head's own gradient
// is added to `gradient`: dH = dz x^T, dbeta = dz.
LA_INLINE void head_gradient(const Shape& shape, const float* head, Tile& tile, int batch,
                             float* gradient) {
    const int q = shape.dimension;
    const float* states = tile.x + static_cast<std::int64_t>(shape.layers) * q * tile.pitch;
    const float mean = 1.0f / static_cast<float>(batch);
    Vec x[kMaxDimension], z[kMaxClasses]{}, dz[kMaxClasses]{};
    for (int p = 0; p < tile.vectors * kWidth; p += kWidth) {
        for (int i = 0; i < q; ++i) {
            x[i] = load(states + i * tile.pitch + p);
        }
        logits(shape, head, x, z);
        loss_gradient(shape.loss, z, *reinterpret_cast<const Int*>(tile.label + p), shape.classes,
                      dz);
        const Vec weight = mean * load(tile.weight + p);
        if (!shape.learned) {
            const Vec both = dz[0] * weight;
            for (int i = 0; i < q; ++i) {
                store(tile.g + i * tile.pitch + p, i < 2 ? both : Vec{});
            }
            continue;
        }
        Vec g[kMaxDimension]{};
        for (int c = 0; c < shape.classes; ++c) {
            const Vec d = dz[c] * weight;
            for (int i = 0; i < q; ++i) {
                g[i] += head[c * q + i] * d;
                gradient[c * q + i] += sum(d * x[i]);
            }
            gradient[shape.classes * q + c] += sum(d);
        }
        for (int i = 0; i < q; ++i) {
            store(tile.g + i * tile.pitch + p, g[i]);
        }
    }
}

}  // namespace la::fused::LA_ISA
