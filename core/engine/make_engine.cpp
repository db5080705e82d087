#include "core/base/error.h"
#include "core/engine/choose_engine.h"
#include "core/engine/engine.h"
#include "core/engine/fused/fused_engine.h"
#include "core/engine/gpu.h"
#include "core/engine/torch/module.h"

namespace la {

namespace {

std::unique_ptr<Engine> make_fused(const EngineSetup& setup) {
    return std::make_unique<FusedEngine>(setup);
}

// On the GPU that LibTorch names first; Error if it has none.
std::unique_ptr<Engine> make_on_gpu(EngineSetup setup) {
    const std::vector<std::string> devices = torch_module().devices();
    if (devices.size() < 2) {
        throw Error("LibTorch finds none");
    }
    setup.engine = "torch";
    setup.device = devices[1];
    return torch_module().make_engine(setup);
}

}  // namespace

std::unique_ptr<Engine> make_engine(const EngineSetup& setup) {
    const bool cpu = setup.device == "auto" || setup.device == "cpu";
    if (setup.engine == "fused" && !cpu) {
        throw Error("the fused engine runs on the CPU, not on " + setup.device +
                    "; try --engine torch or --device cpu");
    }
    if (setup.engine != "auto" && setup.engine != "fused" && setup.engine != "torch") {
        throw Error("unknown engine " + setup.engine + "; try auto, fused or torch");
    }
    if (setup.engine == "auto" && setup.device == "auto" && gpu_present()) {
        return choose_faster(setup, make_fused, make_on_gpu);
    }
    if (setup.engine != "torch" && cpu) {
        return make_fused(setup);
    }
    return torch_module().make_engine(setup);
}

std::vector<std::string> available_devices() {
    return gpu_present() ? torch_module().devices() : std::vector<std::string>{"cpu"};
}

}  // namespace la
