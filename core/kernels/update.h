// The optimisers as in torch.optim, on flat arrays; L2 weight decay inside the gradient. Plain
// loops: the compiler turns them into vector instructions.

#pragma once

#include "core/kernels/kernel.h"

namespace la::fused::LA_ISA {

inline constexpr int kPiece = 256;

// The gradient of parameters at..at+n-1: its slices added in order, and the decay.
inline void collect(const Update& u, int at, int n, float* __restrict g) {
    for (int i = 0; i < n; ++i) {
        g[i] = u.gradient[at + i];
    }
    for (int s = 1; s < u.slices; ++s) {
        const float* slice = u.gradient + s * u.stride + at;
        for (int i = 0; i < n; ++i) {
            g[i] += slice[i];
        }
    }
    if (u.decay > 0) {
        for (int i = 0; i < n; ++i) {
            g[i] += u.decay * u.weights[at + i];
        }
    }
}

// m <- beta1 m + (1 - beta1) g,  s <- beta2 s + (1 - beta2) g^2,
// w <- w - rate/(1 - beta1^t) m / (sqrt(s / (1 - beta2^t)) + eps)
inline void adam(const Update& u, int n, const float* __restrict g, float* __restrict w,
                 float* __restrict m, float* __restrict s) {
    const float beta1 = u.beta1, beta2 = u.beta2, rest1 = u.rest1, rest2 = u.rest2;
    const float rate = u.rate, spread = u.spread;
    for (int i = 0; i < n; ++i) {
        m[i] = beta1 * m[i] + rest1 * g[i];
        s[i] = beta2 * s[i] + rest2 * (g[i] * g[i]);
        w[i] -= rate * m[i] / (__builtin_sqrtf(s[i]) * spread + 1e-8f);
    }
}

// w <- w - rate g
inline void sgd(float rate, int n, const float* __restrict g, float* __restrict w) {
    for (int i = 0; i < n; ++i) {
        w[i] -= rate * g[i];
    }
}

// m <- momentum m + g,  w <- w - rate m
inline void momentum(float rate, float beta, int n, const float* __restrict g, float* __restrict w,
                     float* __restrict m) {
    for (int i = 0; i < n; ++i) {
        m[i] = beta * m[i] + g[i];
        w[i] -= rate * m[i];
    }
}

inline void update(const Update& u) {
    alignas(64) float g[kPiece];
    for (int at = 0; at < u.count; at += kPiece) {
        const int n = u.count - at < kPiece ? u.count - at : kPiece;
        collect(u, at, n, g);
        float* __restrict w = u.weights + at;
        float* __restrict m = u.moment1 + at;
        // The first `split` learn with the rate of the layers, the others with that of the head.
        const int split = u.head - at < 0 ? 0 : u.head - at < n ? u.head - at : n;
        switch (u.kind) {
            case Update::Kind::Adam:
                adam(u, n, g, w, m, u.moment2 + at);
                break;
            case Update::Kind::Sgd:
                sgd(u.rate, split, g, w);
                sgd(u.head_rate, n - split, g + split, w + split);
                break;
            case Update::Kind::Momentum:
                momentum(u.rate, u.beta1, split, g, w, m);
                momentum(u.head_rate, u.beta1, n - split, g + split, w + split, m + split);
                break;
        }
    }
}

}  // namespace la::fused::LA_ISA
