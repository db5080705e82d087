// The activations sigma: value(z) for the forward pass, slope(z) = sigma'(z) for Jacobians, and for
// the backward pass, from z and the gradient da with respect to a = sigma(z), a and dz = sigma'(z)
// da.

#pragma once

#include "core/kernels/kernel.h"
#include "core/kernels/vmath.h"

namespace la::fused::LA_ISA {

struct Back {
    Vec a, dz;
};

struct Relu {
    // Not z > 0 ? z : 0, which would turn NaN into 0.
    static Vec value(Vec z) { return z <= 0.0f ? Vec{} : z; }
    static Vec slope(Vec z) { return z > 0.0f ? splat(1.0f) : Vec{}; }
    static Back back(Vec z, Vec da) {
        const Int off = z <= 0.0f;
        return {off ? Vec{} : z, off ? Vec{} : da};
    }
};

struct Tanh {
    static Vec value(Vec z) { return tanh(z); }
    static Vec slope(Vec z) {
        const Vec a = tanh(z);
        return 1.0f - a * a;
    }
    static Back back(Vec z, Vec da) {
        const Vec a = tanh(z);
        return {a, da * (1.0f - a * a)};
    }
};

// z Phi(z), Phi the normal distribution function; sigma' = Phi(z) + z phi(z).
struct Gelu {
    static Vec distribution(Vec z) { return 0.5f * (1.0f + erf(z * 0.70710678f)); }
    static Vec density(Vec z) { return 0.39894228f * exp(-0.5f * (z * z)); }
    static Vec value(Vec z) { return z * distribution(z); }
    static Vec slope(Vec z) { return distribution(z) + z * density(z); }
    static Back back(Vec z, Vec da) {
        const Vec big = distribution(z);
        return {z * big, da * (big + z * density(z))};
    }
};

// log(1 + e^z) = max(z, 0) + log(1 + e^-|z|), and z itself beyond 20, as PyTorch; sigma' is the
// logistic function.
struct Softplus {
    static Vec fold(Vec z) { return z > 0.0f ? -z : z; }
    static Vec value(Vec z, Vec e) {
        const Vec y = (z > 0.0f ? z : Vec{}) + log1p(e);
        return z > 20.0f ? z : y;
    }
    static Vec value(Vec z) { return value(z, exp(fold(z))); }
    static Vec slope(Vec z, Vec e) {
        const Vec logistic = (z > 0.0f ? splat(1.0f) : e) / (1.0f + e);
        return z > 20.0f ? splat(1.0f) : logistic;
    }
    static Vec slope(Vec z) { return slope(z, exp(fold(z))); }
    static Back back(Vec z, Vec da) {
        const Vec e = exp(fold(z));
        return {value(z, e), da * slope(z, e)};
    }
};

struct Identity {
    static Vec value(Vec z) { return z; }
    static Vec slope(Vec) { return splat(1.0f); }
    static Back back(Vec z, Vec da) { return {z, da}; }
};

}  // namespace la::fused::LA_ISA
