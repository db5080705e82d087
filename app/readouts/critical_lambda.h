#pragma once

#include "core/model/config.h"

namespace la {

// The critical lambda: above it the ideal free particle of class 1, started at the middle of the
// data, no longer crosses the head. 0 where there is no formula for it.
double critical_lambda(const MemberConfig& member, int classes);

}  // namespace la
