#pragma once

#include <cstdint>

namespace la::fused {

// The interface of the kernels. They are compiled once per instruction set, with its flags. So this
// header and all that it includes use plain structs and no std templates: an inline function
// compiled for AVX-512 must never be linked into code that runs without it.

enum class Sigma { Relu, Tanh, Gelu, Softplus, Identity };
// Numbers that the forward pass keeps of a unit and a point: a, and sigma' where a does not give
// it.
inline constexpr int kept_numbers(Sigma sigma) {
    return sigma == Sigma::Gelu || sigma == Sigma::Softplus ? 2 : 1;
}
enum class Loss { CrossEntropy, Hinge, Mse };

// Maximum of points in a tile, the unit of work that threads share. Twice as many make a step no
// faster.
inline constexpr int kTile = 256;
inline constexpr int kMaxDimension = 16;
inline constexpr int kMaxClasses = 10;

// The network and the objective, the same for all members.
struct Shape {
    int layers = 1;     // L
    int hidden = 1;     // m
    int dimension = 2;  // q
    int classes = 2;    // C
    Sigma sigma = Sigma::Relu;
    Loss loss = Loss::CrossEntropy;
    bool norm = false;     // penalty sum_k |R_k|_F instead of sum_k E_k
    bool learned = false;  // head: logits H x + beta; else (x_0 + x_1 + intercept, 0)
    float scale = 1;       // h in r = h (V sigma(W x + b) + c)
    float intercept = 0;
    int tile = kTile;  // points in a tile, a multiple of 64
};

// The training points, coordinates apart.
struct Points {
    const float* x;
    const float* y;
    const std::int32_t* label;
};

// One tile of a batch for one member. `weights` and `gradient` are laid out as in WeightLayout.
struct Job {
    const Shape* shape;
    Points data;
    const std::int32_t* index;  // [count], the tile's points
    int count;
    int batch;  // points in the whole batch, over which means are taken
    float lambda;
    const double* squares;  // [L] sum |r_k|^2 over the batch; null if the tile is the batch
    const float* weights;
    float* gradient;  // added to
    float* scratch;   // scratch_floats(shape), aligned to 64 bytes
};

// Points anywhere through layers from..L-1.
struct Trip {
    const Shape* shape;
    const float* weights;  // as in WeightLayout
    int from;
    const float* x;  // [count][q], the states at layer `from`
    int count;
    float* out;  // [L-from][count][q], the states at layers from+1..L
    bool last;   // only those at layer L: [count][q]
};

// Points anywhere at one layer.
struct LayerPoints {
    const Shape* shape;
    const float* weights;  // as WeightLayout says
    int layer;             // k
    const float* x;        // [count][q], the states x_k
    int count;
    float* out;  // [count][q][q], dx_{k+1}/dx_k, a row per coordinate of x_{k+1}
};

// One optimiser update of `count` parameters, a multiple of 16; all pointers are aligned to 64
// bytes. The gradient is the sum of `slices` arrays that lie `stride` floats apart.
struct Update {
    enum class Kind { Adam, Sgd, Momentum } kind;
    float rate;          // learning rate; Adam: divided by 1 - beta1^t
    float head_rate;     // Sgd, Momentum: of parameters from `head` on
    int head;            // count: none
    float beta1, beta2;  // Momentum: beta1 is the momentum
    float rest1, rest2;  // 1 - beta, rounded from double: a float beta loses digits
    float spread;        // Adam: 1 / sqrt(1 - beta2^t)
    float decay;
    int count;
    float* weights;
    float* moment1;
    float* moment2;
    const float* gradient;
    int slices;
    std::int64_t stride;
};

// The same functions for one instruction set.
struct Kernel {
    const char* name;
    int width;  // floats in a vector
    // Forward, loss, backward: adds the tile's share of grad(loss + lambda * penalty).
    void (*gradient)(const Job&);
    // Adds the tile's sum |r_k|^2 to squares[L].
    void (*squares)(const Job&, double* squares);
    // The loss summed over the tile's points.
    double (*loss)(const Job&);
    void (*update)(const Update&);
    void (*flow)(const Trip&);
    void (*jacobians)(const LayerPoints&);
};

// Null if the processor or the build lacks the instruction set.
const Kernel* kernel_plain();
const Kernel* kernel_avx2();
const Kernel* kernel_avx512();

// The best kernel of this machine; LEASTACTION_ISA=plain|avx2|avx512 forces one, for tests.
// Throws Error if that one is not available.
const Kernel& choose_kernel();

// True if a Job uses piecewise.h: ReLU layers in the plane with units enough to fill a vector.
inline constexpr bool is_piecewise(const Shape& shape) {
    return shape.sigma == Sigma::Relu && shape.dimension == 2 && shape.hidden >= 8;
}
inline constexpr int kUnitRows = 11;  // rows of its table, one number per unit each
inline constexpr int padded_units(const Shape& shape) {
    return (shape.hidden + 15) / 16 * 16;
}

// Floats of scratch memory that a Job needs with vectors of `width`.
std::int64_t scratch_floats(const Shape& shape, int width);

}  // namespace la::fused
