#include "core/engine/gpu.h"

#include <dlfcn.h>

namespace la {

namespace {

#ifdef LEASTACTION_CUDA
// The driver brings libcuda.so.1, whose C interface is stable.
bool driver_has_device() {
    void* driver = dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (!driver) {
        return false;
    }
    const auto init = reinterpret_cast<int (*)(unsigned)>(dlsym(driver, "cuInit"));
    const auto count = reinterpret_cast<int (*)(int*)>(dlsym(driver, "cuDeviceGetCount"));
    int devices = 0;
    return init && count && init(0) == 0 && count(&devices) == 0 && devices > 0;
}
#endif

}  // namespace

bool gpu_present() {
#if defined(LEASTACTION_CUDA)
    static const bool present = driver_has_device();
    return present;
#elif defined(__APPLE__)
    return true;
#else
    return false;
#endif
}

}  // namespace la
