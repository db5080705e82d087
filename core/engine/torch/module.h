#pragma once

#include "core/engine/engine.h"

namespace la {

// What libleastaction_torch.so offers. Its one exported symbol is
//     extern "C" const la::TorchModule* leastaction_torch();
struct TorchModule {
    std::unique_ptr<Engine> (*make_engine)(const EngineSetup&);
    void (*check_device)(const std::string&);
    Evaluation (*evaluate)(const EngineSetup&, std::span<const double> weights,
                           std::span<const double> lambda, std::span<const std::int32_t> batch);
};

}  // namespace la
