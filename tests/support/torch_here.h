#pragma once

#include <vector>

#include "core/engine/device.h"

namespace la {

// Whether this build has the module for LibTorch; tests of what needs it are skipped otherwise.
inline constexpr bool kTorchHere = LA_TORCH;

// The engines that this build can make.
inline std::vector<EngineKind> engines_here() {
    return kTorchHere ? std::vector{EngineKind::Fused, EngineKind::Torch}
                      : std::vector{EngineKind::Fused};
}

}  // namespace la
