// The activations sigma. The forward pass keeps what sigma and its first two derivatives take, so
// that no exponential is computed twice.

#pragma once

#include "core/engine/exact/vmath64.h"

namespace la::exact::LA_ISA {

inline constexpr int kMostKept = 3;  // numbers kept for a unit and a point

// a = sigma(z), sigma'(z), sigma''(z). What is not used is not computed.
struct Unit {
    Vec a, slope, curve;
};

// Each: keep(z, at, pitch) stores kKept vectors, `pitch` doubles apart, and returns sigma(z);
// recall(at, pitch) makes a Unit of them.

struct Relu {
    static constexpr int kKept = 1;
    LA_INLINE static Vec keep(Vec z, double* at, std::int64_t) {
        const Vec a = z <= 0.0 ? Vec{} : z;  // not z > 0 ? z : 0, which would turn NaN into 0
        store(at, a);
        return a;
    }
    LA_INLINE static Unit recall(const double* at, std::int64_t) {
        const Vec a = load(at);
        return {a, a <= 0.0 ? Vec{} : splat(1.0), Vec{}};
    }
};

struct Tanh {
    static constexpr int kKept = 1;
    LA_INLINE static Vec keep(Vec z, double* at, std::int64_t) {
        const Vec a = tanh(z);
        store(at, a);
        return a;
    }
    LA_INLINE static Unit recall(const double* at, std::int64_t) {
        const Vec a = load(at), slope = 1.0 - a * a;
        return {a, slope, -2.0 * a * slope};
    }
};

// z Phi(z), Phi the normal distribution function; sigma' = Phi + z phi, sigma'' = phi (2 - z^2).
struct Gelu {
    static constexpr int kKept = 3;
    LA_INLINE static Vec keep(Vec z, double* at, std::int64_t pitch) {
        const Vec gauss = exp(-0.5 * (z * z));
        const Vec big = 0.5 * (1.0 + erf(z * 0.70710678118654752440, gauss));
        const Vec density = 0.39894228040143267794 * gauss;
        const Vec a = z * big;
        store(at, a);
        store(at + pitch, big + z * density);
        store(at + 2 * pitch, density * (2.0 - z * z));
        return a;
    }
    LA_INLINE static Unit recall(const double* at, std::int64_t pitch) {
        return {load(at), load(at + pitch), load(at + 2 * pitch)};
    }
};

// log(1 + e^z) = max(z, 0) + log(1 + e^-|z|), and z itself beyond 20, as PyTorch; sigma' is the
// logistic function.
struct Softplus {
    static constexpr int kKept = 2;
    LA_INLINE static Vec keep(Vec z, double* at, std::int64_t pitch) {
        const Vec e = exp(z > 0.0 ? -z : z);
        const Vec a = z > 20.0 ? z : (z > 0.0 ? z : Vec{}) + log1p(e);
        const Vec slope = (z > 0.0 ? splat(1.0) : e) / (1.0 + e);
        store(at, a);
        store(at + pitch, z > 20.0 ? splat(1.0) : slope);
        return a;
    }
    LA_INLINE static Unit recall(const double* at, std::int64_t pitch) {
        const Vec slope = load(at + pitch);
        return {load(at), slope, slope * (1.0 - slope)};
    }
};

// 1/(1 + e^-z).
struct Sigmoid {
    static constexpr int kKept = 1;
    LA_INLINE static Vec keep(Vec z, double* at, std::int64_t) {
        const Vec e = exp(z > 0.0 ? -z : z);
        const Vec a = (z > 0.0 ? splat(1.0) : e) / (1.0 + e);
        store(at, a);
        return a;
    }
    LA_INLINE static Unit recall(const double* at, std::int64_t) {
        const Vec a = load(at), slope = a * (1.0 - a);
        return {a, slope, slope * (1.0 - 2.0 * a)};
    }
};

struct Identity {
    static constexpr int kKept = 1;
    LA_INLINE static Vec keep(Vec z, double* at, std::int64_t) {
        store(at, z);
        return z;
    }
    LA_INLINE static Unit recall(const double* at, std::int64_t) {
        return {load(at), splat(1.0), Vec{}};
    }
};

// Calls visit<Act, Q>() for the shape; dimension 2, the common one, has its own functions.
template<class Visitor>
inline void dispatch(const Shape& shape, Visitor visit) {
    const auto with = [&]<class S>(S) {
        shape.dimension == 2 ? visit.template operator()<S, 2>()
                             : visit.template operator()<S, 0>();
    };
    switch (shape.sigma) {
        case Sigma::Relu:
            return with(Relu{});
        case Sigma::Tanh:
            return with(Tanh{});
        case Sigma::Gelu:
            return with(Gelu{});
        case Sigma::Softplus:
            return with(Softplus{});
        case Sigma::Identity:
            return with(Identity{});
        case Sigma::Sigmoid:
            return with(Sigmoid{});
    }
}

}  // namespace la::exact::LA_ISA
