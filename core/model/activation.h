#pragma once

#include "core/model/config.h"

namespace la {

// sigma(z) in double precision, where speed does not count.
double activate(Activation activation, double z);

}  // namespace la
