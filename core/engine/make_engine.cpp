#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/engine/choose_engine.h"
#include "core/engine/engine.h"
#include "core/engine/exact/exact_engine.h"
#include "core/engine/fused/fused_engine.h"
#include "core/engine/gpu.h"
#include "core/engine/torch/module.h"

namespace la {

namespace {

std::unique_ptr<Engine> make_fused(const EngineSetup& setup) {
    return std::make_unique<FusedEngine>(setup);
}

// LibTorch's engine on its first GPU; throws Error if it finds none.
std::unique_ptr<Engine> make_on_gpu(EngineSetup setup) {
    const std::vector<Device> devices = torch_module().devices();
    if (devices.size() < 2) {
        throw Error("LibTorch finds none");
    }
    setup.engine = EngineKind::Torch;
    setup.device = devices[1];
    return torch_module().make_engine(setup);
}

// Networks of three layers, and values as targets.
bool needs_double(const EngineSetup& setup) {
    return setup.network.kind == NetworkKind::ThreeLayer || setup.data->has_values();
}

}  // namespace

MadeEngine make_engine(const EngineSetup& setup) {
    const bool double_alone = needs_double(setup);
    if (double_alone && (setup.device.is_gpu() || (setup.engine != EngineKind::Auto &&
                                                   setup.engine != EngineKind::Double))) {
        throw Error(std::string(setup.data->has_values() ? "values are" : "three layers are") +
                    " learned by the double engine on the CPU; try --engine auto");
    }
    if (is_for_cpu(setup.engine) && setup.device.is_gpu()) {
        throw Error("the " + std::string(name_of(setup.engine)) +
                    " engine runs on the CPU, not on " + setup.device.text() +
                    "; try --engine torch or --device cpu");
    }
    if (setup.engine == EngineKind::Double || double_alone) {
        return std::make_unique<ExactEngine>(setup);
    }
    if (setup.engine == EngineKind::Auto && setup.device.kind == DeviceKind::Auto &&
        gpu_present()) {
        return choose_faster(setup, make_fused, make_on_gpu);
    }
    if (setup.engine != EngineKind::Torch && !setup.device.is_gpu()) {
        return make_fused(setup);
    }
    return torch_module().make_engine(setup);
}

std::vector<Device> available_devices() {
    return gpu_present() ? torch_module().devices() : std::vector<Device>{DeviceKind::Cpu};
}

}  // namespace la
