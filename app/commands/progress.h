#pragma once

#include <cstdint>

#include "app/lab.h"

namespace la {

// Trains inline; a line that rewrites itself on a terminal, nothing elsewhere. False: interrupted.
bool train_with_progress(InlineLab& lab, std::int64_t steps);

}  // namespace la
