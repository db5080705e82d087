#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include <glm/vec2.hpp>

#include "core/engine/engine.h"
#include "core/engine/reference.h"
#include "core/model/model_file.h"
#include "core/model/script_flow.h"
#include "core/model/weights.h"

namespace la {

// The functions of libleastaction_torch.so. Its one exported symbol is
//     extern "C" const la::TorchModule* leastaction_torch();
struct TorchModule {
    std::unique_ptr<Engine> (*make_engine)(const EngineSetup&);
    std::vector<Device> (*devices)();  // the CPU, then the GPUs
    void (*check_device)(const Device&);
    Evaluation (*evaluate)(const EngineSetup&, std::span<const double> weights,
                           std::span<const double> lambda, std::span<const std::int32_t> batch);
    std::string (*save_model)(const Weights&, const std::string& config_json);
    ModelFile (*load_model)(const std::string& bytes);
    OpenedFlow (*open_flow)(const std::string& bytes, std::span<const glm::vec2> points,
                            int classes);
    const char* version;
};

// Loads the module on the first call; throws Error if that fails. Defined in la_core.
const TorchModule& torch_module();

}  // namespace la
