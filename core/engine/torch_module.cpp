// Loads LibTorch on first use. It takes half a second and 160 MB, so it is a module of its own, and
// the first frame does not wait for it.

#include <dlfcn.h>

#include "core/base/error.h"
#include "core/engine/engine.h"
#include "core/engine/reference.h"
#include "core/engine/torch/module.h"

namespace la {

const TorchModule& torch_module() {
    static const TorchModule& module = []() -> const TorchModule& {
        void* library = dlopen("libleastaction_torch.so", RTLD_NOW | RTLD_LOCAL);
        void* entry = library ? dlsym(library, "leastaction_torch") : nullptr;
        if (!entry) {
            throw Error(std::string("cannot load LibTorch: ") + dlerror() +
                        "; build the project again or install libtorch-dev");
        }
        return *reinterpret_cast<const TorchModule* (*)()>(entry)();
    }();
    return module;
}

void check_device(const Device& device) {
    if (device.is_gpu()) {
        torch_module().check_device(device);
    }
}

std::string torch_version() {
    return torch_module().version;
}

Evaluation evaluate_reference(const EngineSetup& setup, std::span<const double> weights,
                              std::span<const double> lambda, std::span<const std::int32_t> batch) {
    return torch_module().evaluate(setup, weights, lambda, batch);
}

}  // namespace la
