// Maps a shape known at run time to functions compiled for one activation and one dimension.

#pragma once

#include "core/kernels/activation.h"

namespace la::fused::LA_ISA {

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
