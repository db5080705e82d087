// The activations a = sigma(z). The forward pass computes a unit once and keeps of it what the
// backward pass needs: a alone where sigma' follows from it, else a and sigma' side by side.

#pragma once

#include "core/kernels/kernel.h"
#include "core/kernels/vmath.h"

namespace la::fused::LA_ISA {

// What is kept of a unit. `slope` is sigma'(z) where the activation keeps it, else unused.
struct Unit {
    Vec a, slope;
};

// A kept unit in memory: kKept vectors, a first.
template<class Act>
LA_INLINE void keep(float* p, const Unit& unit) {
    store(p, unit.a);
    if constexpr (Act::kKept == 2) {
        store(p + kWidth, unit.slope);
    }
}
template<class Act>
LA_INLINE Unit kept(const float* p) {
    return {load(p), Act::kKept == 2 ? load(p + kWidth) : Vec{}};
}

// value(z) and slope(z) are sigma and sigma'; unit(z) is what is kept; back(unit, da) is
// dz = sigma'(z) da, da being the gradient with respect to a.
struct Relu {
    static constexpr int kKept = kept_numbers(Sigma::Relu);
    // Not z > 0 ? z : 0, which would turn NaN into 0.
    static Vec value(Vec z) { return at_least(z, 0.0f); }
    static Vec slope(Vec z) { return z > 0.0f ? splat(1.0f) : Vec{}; }
    static Unit unit(Vec z) { return {value(z), Vec{}}; }
    static Vec back(const Unit& unit, Vec da) { return unit.a <= 0.0f ? Vec{} : da; }
};

struct Tanh {
    static constexpr int kKept = kept_numbers(Sigma::Tanh);
    static Vec value(Vec z) { return tanh(z); }
    static Vec slope(Vec z) {
        const Vec a = tanh(z);
        return 1.0f - a * a;
    }
    static Unit unit(Vec z) { return {tanh(z), Vec{}}; }
    static Vec back(const Unit& unit, Vec da) { return da - (da * unit.a) * unit.a; }
};

// z Phi(z), Phi the normal distribution function; sigma' = Phi(z) + z phi(z). With t = |z|, the
// tail 1 - Phi(t) = e T, e = exp(-t^2 / 2) and T = normal_tail(t):
//     sigma = max(z, 0) - t e T,    sigma'(-t) = e (T - t / sqrt(2 pi)) = 1 - sigma'(t).
struct Gelu {
    static constexpr int kKept = kept_numbers(Sigma::Gelu);
    static Unit unit(Vec z) {
        const Vec t = at_most(absolute(z), 13.1f);
        const Vec e = exp_of_negative(t * t * -0.5f);
        const Vec tail = normal_tail(t);
        const Vec left = e * (tail - t * 0.39894228f);
        return {at_least(z, 0.0f) - t * (e * tail), z > 0.0f ? 1.0f - left : left};
    }
    static Vec value(Vec z) { return unit(z).a; }
    static Vec slope(Vec z) { return unit(z).slope; }
    static Vec back(const Unit& unit, Vec da) { return da * unit.slope; }
};

// log(1 + e^z) = max(z, 0) + log(1 + e), e = exp(-|z|); sigma' = 1 / (1 + e^-z) is the logistic
// function, 1 / (1 + e) on the right and e / (1 + e) on the left.
struct Softplus {
    static constexpr int kKept = kept_numbers(Sigma::Softplus);
    static Unit unit(Vec z) {
        const Vec e = exp_of_negative(-at_most(absolute(z), 86.0f));
        const Vec right = 1.0f / (1.0f + e);
        return {at_least(z, 0.0f) + log1p_of_fraction(e), z > 0.0f ? right : e * right};
    }
    static Vec value(Vec z) { return unit(z).a; }
    static Vec slope(Vec z) { return unit(z).slope; }
    static Vec back(const Unit& unit, Vec da) { return da * unit.slope; }
};

struct Identity {
    static constexpr int kKept = kept_numbers(Sigma::Identity);
    static Vec value(Vec z) { return z; }
    static Vec slope(Vec) { return splat(1.0f); }
    static Unit unit(Vec z) { return {z, Vec{}}; }
    static Vec back(const Unit&, Vec da) { return da; }
};

// Calls visit<Act, Q>() for the shape. Dimensions 2 and 3, whose states fit into registers, have
// their own functions; Q = 0 stands for the others.
template<class Visitor>
inline auto dispatch(const Shape& shape, Visitor visit) {
    const auto with = [&]<class S>(S) {
        return shape.dimension == 2   ? visit.template operator()<S, 2>()
               : shape.dimension == 3 ? visit.template operator()<S, 3>()
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
            break;
    }
    return with(Identity{});
}

}  // namespace la::fused::LA_ISA
