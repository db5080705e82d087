#pragma once

#include "core/model/config.h"

namespace la {

// sigma(z) with its first two derivatives, in double precision, where speed does not count.
struct ActivationAt {
    double value, slope, curve;
};
ActivationAt activation_at(Activation activation, double z);

}  // namespace la
