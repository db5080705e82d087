#pragma once

#include <vector>

#include "core/model/weights.h"

namespace la {

// What the roughness of the weights over depth says of a network.
enum class DepthCharacter {
    TooFewLayers,  // L < 8: too few layers to tell
    Constant,      // all layers alike
    OdeLike,       // half_waves <= L/8: the layers follow a curve, as the steps of an ODE do
    Rough,         // between the two
    WhiteNoise,    // half_waves >= 0.4 L: neighbours know nothing of each other
};

// How the weights of a residual network vary over its layers (Marion, Wu, Sander, Biau,
// arXiv 2309.01213). Z_k is everything of layer k: W_k, b_k, V_k, c_k; k = 0..L-1.
struct Smoothness {
    // [L-1] |Z_{k+1} - Z_k| = |[W b]_{k+1} - [W b]_k|_F + |[V c]_{k+1} - [V c]_k|_F.
    std::vector<double> jump;
    double max_jump = 0;   // the largest of them
    double lipschitz = 0;  // L max_k |Z_{k+1} - Z_k|, an estimate of the Lipschitz constant over s
    // VN = sum_k |Z_{k+1} - Z_k|^2 / sum_k |Z_k - mean|^2, all entries together (von Neumann's
    // ratio): 2 for independent layers; 4 sin^2(pi/2L) <= VN <= 4 cos^2(pi/2L). 0 if constant.
    double vn = 0;
    // n = (2L/pi) asin(sqrt(VN)/2), 1..L-1: so many half cosine waves over the whole depth are as
    // rough. Unlike VN it does not depend on L for a flow, and is L/2 for noise. 0 if constant.
    double half_waves = 0;
    DepthCharacter character = DepthCharacter::TooFewLayers;
};

Smoothness smoothness(const Weights& weights);

}  // namespace la
