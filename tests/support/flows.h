#pragma once

#include <memory>
#include <vector>

#include "core/kernels/weights_flow.h"

namespace la {

// Weights whose layers are all x -> x + V (W x) + c, with the scale h = 1, so that the Jacobian is
// I + V W everywhere and measures have closed forms. `vw` is V W [q][q]; W is the identity.
inline std::shared_ptr<Weights> affine_weights(int layers, const std::vector<float>& vw,
                                               const std::vector<float>& c) {
    auto out = std::make_shared<Weights>();
    const int q = static_cast<int>(c.size());
    out->network = {.layers = layers,
                    .hidden = q,
                    .dimension = q,
                    .activation = Activation::Identity,
                    .head = {HeadKind::Far, 0.5}};
    const WeightLayout layout(out->network, 2);
    out->values.assign(layout.size, 0.0f);
    for (int k = 0; k < layers; ++k) {
        for (int i = 0; i < q; ++i) {
            out->values[layout.w(k) + i * q + i] = 1;
            out->values[layout.c(k) + i] = c[i];
        }
        for (int i = 0; i < q * q; ++i) {
            out->values[layout.v(k) + i] = vw[i];
        }
    }
    return out;
}

}  // namespace la
