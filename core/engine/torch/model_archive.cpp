#include "core/engine/torch/model_archive.h"

#include <torch/script.h>
#include <torch/torch.h>

#include "core/base/error.h"
#include "core/engine/torch/script_file.h"

namespace la {

using torch::Tensor;
using torch::jit::Module;

namespace {

constexpr const char* kConfigName = "config.json";

ModelFile::Parameter parameter(const std::string& name, const Tensor& tensor) {
    if (tensor.layout() != torch::kStrided || tensor.is_complex() || tensor.is_quantized()) {
        throw Error(name + " is not a plain tensor of numbers");
    }
    const Tensor host = tensor.detach().to(torch::kCPU, torch::kFloat32).contiguous();
    return {
        name, host.sizes().vec(), {host.data_ptr<float>(), host.data_ptr<float>() + host.numel()}};
}

ModelFile read_script(const std::string& bytes) {
    torch::jit::ExtraFilesMap extra{{kConfigName, ""}};
    const Module module = load_script(bytes, extra);
    ModelFile out{.config = extra[kConfigName], .script = true};
    for (const auto& entry : module.named_parameters()) {
        out.parameters.push_back(parameter(entry.name, entry.value));
    }
    for (const auto& entry : module.named_buffers()) {
        out.parameters.push_back(parameter(entry.name, entry.value));
    }
    return out;
}

}  // namespace

ModelFile load_archive(const std::string& bytes) {
    return read_script(bytes);
}

}  // namespace la
