#pragma once

#include <cstdint>

namespace la {

enum class NetworkKind { Residual, ThreeLayer };
// Sigmoid: three_layer alone.
enum class Activation { Relu, Tanh, Gelu, Softplus, Identity, Sigmoid };
enum class ResidualScale { One, OneOverL, OneOverSqrtL };
enum class InitKind { Kaiming, Normal, Orthogonal, Tied, Iid, Gp };
enum class HeadKind { Far, Learned };

struct InitConfig {
    InitKind kind = InitKind::Kaiming;
    double std = 1.0;     // a factor for kaiming and orthogonal, the standard deviation otherwise
    double length = 0.2;  // gp: correlation length over the depth, which is 1
    bool operator==(const InitConfig&) const = default;
};

struct HeadConfig {
    HeadKind kind = HeadKind::Far;
    double intercept = 20;  // far head: logits (x_0 + x_1 + intercept, 0)
    bool operator==(const HeadConfig&) const = default;
};

// residual     x_{k+1} = x_k + r_k(x_k),  r_k(x) = scale * (V_k sigma(W_k x + b_k) + c_k),
//              k = 0..layers-1, then the head
// three_layer  f(x) = V sigma(W x + b) + c: input, hidden and output layer, no skip connection; its
//              points do not move. Reads hidden, dimension (inputs: 1 or 2), activation, init,
//              seed.
struct NetworkConfig {
    NetworkKind kind = NetworkKind::Residual;
    int layers = 9;     // L
    int hidden = 2;     // m, rows of W_k
    int dimension = 2;  // q, of the states; the points are padded with zeros
    Activation activation = Activation::Relu;
    ResidualScale scale = ResidualScale::One;
    InitConfig init;
    std::uint64_t seed = 1;
    HeadConfig head;
    bool operator==(const NetworkConfig&) const = default;
};

}  // namespace la
