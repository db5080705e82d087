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

namespace la {

// The functions of libleastaction_torch.so. It exports
//     extern "C" const la::TorchModule* leastaction_torch();
//     extern "C" const char leastaction_torch_interface[];
// and nothing of it is called unless the second is LEASTACTION_TORCH_INTERFACE, which names the
// headers that both were built with.
struct TorchModule {
    std::unique_ptr<Engine> (*make_engine)(const EngineSetup&);
    std::vector<Device> (*devices)();  // the CPU, then the GPUs
    void (*check_device)(const Device&);
    Evaluation (*evaluate)(const EngineSetup&, std::span<const double> weights,
                           std::span<const double> lambda, std::span<const std::int32_t> batch,
                           std::span<const double> directions);
    ModelFile (*load_model)(const std::string& bytes);
    OpenedFlow (*open_flow)(const std::string& bytes, std::span<const glm::vec2> points,
                            int classes);
    const char* version;
};

// Loads the module on the first call: the one beside the program, or else where the system looks.
// Throws Error if that fails, or if it is another program's or version's. Defined in la_core.
const TorchModule& torch_module();

}  // namespace la
