#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/data/dataset.h"
#include "core/model/config.h"

namespace la {

// The Hessian of the mean loss of a network of three layers, f = V s(W x + b) + c, in closed form,
// [P][P] in double precision, in the order of WeightLayout. With xt = (x, 1), ht = (s(z), 1), rows
// w of [W b] and v of [V c], e = dloss/df and M = d^2 loss/df^2 of a point, <.> its mean over a
// batch:
//     H[v_kj, v_k'j'] = < M_kk' ht_j ht_j' >
//     H[v_kj, w_j'a ] = < (sum_k' M_kk' v_k'j' s'_j' ht_j + [j = j'] e_k s'_j) xt_a >
//     H[w_ja, w_j'b ] = < (sum_kk' M_kk' v_kj v_k'j' s'_j s'_j' + [j = j'] sum_k e_k v_kj s''_j)
//                         xt_a xt_b >
// mse: M_kk' = 2/C [k = k']; cross-entropy: p_k [k = k'] - p_k p_k'; hinge: 0.
// The tangent of a step of gradient descent is 1 - rate H.
std::vector<double> three_layer_hessian(const NetworkConfig& network, LossKind loss,
                                        const Dataset& data, std::span<const double> weights,
                                        std::span<const std::int32_t> batch);

}  // namespace la
