// Loads LibTorch on first use. It takes half a second and 160 MB, so it is a module of its own, and
// the first frame does not wait for it.

#include <dlfcn.h>
#ifdef __linux__
#    include <elf.h>
#endif

#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "core/base/error.h"
#include "core/engine/engine.h"
#include "core/engine/reference.h"
#include "core/engine/torch/module.h"

namespace la {

namespace fs = std::filesystem;

namespace {

constexpr const char* kName = "libleastaction_torch.so";

// Beside this program or where both are installed, so that another module in LD_LIBRARY_PATH is not
// taken for ours.
std::string near_the_program() {
    std::error_code error;
    const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
    for (const char* place : {"", LEASTACTION_MODULE_FOLDER}) {
        const fs::path module = (folder / place / kName).lexically_normal();
        if (!folder.empty() && fs::exists(module, error)) {
            return module.string();
        }
    }
    return kName;
}

// The loader would die of a file that has been cut off.
bool cut_off(const std::string& path) {
#ifdef __linux__
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    Elf64_Ehdr header{};
    std::ifstream file(path, std::ios::binary);
    if (!error && file.read(reinterpret_cast<char*>(&header), sizeof header)) {
        return header.e_shoff + std::uintmax_t{header.e_shnum} * header.e_shentsize > size;
    }
#endif
    return false;
}

[[noreturn]] void refuse(const std::string& why) {
    throw Error("cannot load LibTorch: " + why +
                "; it is needed for GPUs, --engine torch and TorchScript of others: try --engine "
                "fused, or build the project with LEASTACTION_TORCH=ON");
}

const TorchModule& load() {
    const std::string path = near_the_program();
    if (cut_off(path)) {
        refuse(path + " is cut off");
    }
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        refuse(dlerror());
    }
    const auto* interface = static_cast<const char*>(dlsym(library, "leastaction_torch_interface"));
    void* entry = dlsym(library, "leastaction_torch");
    constexpr std::string_view kOurs = LEASTACTION_TORCH_INTERFACE;
    if (!interface || !entry || std::strncmp(interface, kOurs.data(), kOurs.size() + 1) != 0) {
        dlclose(library);
        refuse(path + " belongs to another program or version");
    }
    return *reinterpret_cast<const TorchModule* (*)()>(entry)();
}

}  // namespace

const TorchModule& torch_module() {
    static const TorchModule& module = load();
    return module;
}

void check_device(const Device& device) {
    if (!device.is_gpu()) {
        return;
    }
    const TorchModule* module = nullptr;
    try {
        module = &torch_module();
    } catch (const Error& error) {
        throw Error("device " + device.text() + ": " + error.what());
    }
    module->check_device(device);
}

std::string torch_version() {
    return torch_module().version;
}

Evaluation evaluate_reference(const EngineSetup& setup, std::span<const double> weights,
                              std::span<const double> lambda, std::span<const std::int32_t> batch,
                              std::span<const double> directions) {
    return torch_module().evaluate(setup, weights, lambda, batch, directions);
}

}  // namespace la
