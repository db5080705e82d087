#pragma once

#include <cstdint>

#include "core/kernels/kernel.h"

namespace la::exact {

// The interface of the kernels in double precision. As core/kernels/kernel.h, and for the same
// reason, it and all that it includes use plain structs and no std templates. All instruction sets
// take the same operations in the same order, none of them contracted: they give the same bytes.

using fused::Loss;

enum class Sigma { Relu, Tanh, Gelu, Softplus, Identity, Sigmoid };

inline constexpr int kLanes = 8;  // of a sum over points, whatever the width of vectors

// The network and the objective.
struct Shape {
    int layers = 1;            // L
    int hidden = 1;            // m
    int dimension = 2;         // q
    int classes = 2;           // C
    bool three_layer = false;  // logits V sigma(W x + b) + c: no layers, no penalty
    bool values = false;       // the label is a number that the one logit should be
    Sigma sigma = Sigma::Relu;
    Loss loss = Loss::CrossEntropy;
    bool norm = false;     // penalty sum_k |R_k|_F instead of sum_k E_k
    bool learned = false;  // head: logits H x + beta; else (x_0 + x_1 + intercept, 0)
    double scale = 1;      // h in r = h (V sigma(W x + b) + c)
    double intercept = 0;
    int tile = 64;          // points in a tile at most, a multiple of kLanes
    std::int64_t size = 0;  // parameters, as WeightLayout counts them
};

// Sums over the points of a batch.
struct Sums {
    double loss;      // of the points' losses
    double* squares;  // [L] |r_k|^2
    double* dots;     // [K][L] r_k . r'_k, r' the derivative of r along a direction
};

// One tile of a batch. Weights, gradient, directions and products are laid out as in WeightLayout.
struct Job {
    const Shape* shape;
    const double *x, *y, *label;  // of the training points; label: class, or value
    const std::int32_t* index;    // [count], the tile's points
    int count;
    int batch;  // points in the whole batch, over which means are taken
    double lambda;
    const double* weights;     // [size]
    int products;              // K
    const double* directions;  // [K][size]
    Sums* sums;                // forward adds to them; backward reads those of the whole batch
    double* gradient;          // [size], added to: loss + lambda * penalty
    double* product;           // [K][size], added to: its Hessian times the directions
    double* scratch;           // scratch_doubles(shape, K), aligned to 64 bytes
};

// The same functions for one instruction set.
struct Kernel {
    const char* name;
    void (*forward)(const Job&);
    void (*backward)(const Job&);  // of the tile that forward was last called for
};

// Null if the processor or the build lacks the instruction set.
const Kernel* kernel_plain();
const Kernel* kernel_avx2();
const Kernel* kernel_avx512();

}  // namespace la::exact
