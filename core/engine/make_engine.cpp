#include "core/engine/engine.h"
#include "core/engine/fused/fused_engine.h"
#include "core/engine/torch/module.h"
#include "core/error.h"

namespace la {

// "auto" is the fused engine unless the device names a GPU: LibTorch is then not even loaded.
std::unique_ptr<Engine> make_engine(const EngineSetup& setup) {
    const bool cpu = setup.device == "auto" || setup.device == "cpu";
    if (setup.engine == "fused" && !cpu) {
        throw Error("the fused engine runs on the CPU, not on " + setup.device +
                    "; try --engine torch or --device cpu");
    }
    if (setup.engine != "auto" && setup.engine != "fused" && setup.engine != "torch") {
        throw Error("unknown engine " + setup.engine + "; try auto, fused or torch");
    }
    if (setup.engine != "torch" && cpu) {
        return std::make_unique<FusedEngine>(setup);
    }
    return torch_module().make_engine(setup);
}

}  // namespace la
