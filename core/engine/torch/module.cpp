#include "core/engine/torch/module.h"

#include <algorithm>
#include <memory>
#include <string>

#include "core/base/error.h"
#include "core/engine/torch/model_archive.h"
#include "core/engine/torch/script_flow.h"
#include "core/engine/torch/torch_engine.h"

namespace la {

namespace {

// The first line of a LibTorch message; the others are the C++ stack.
std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

template<class Function>
auto translated(Function function) -> decltype(function()) {
    try {
        return function();
    } catch (const c10::Error& error) {
        throw Error("LibTorch: " + first_line(error.what_without_backtrace()));
    }
}

std::vector<Device> devices() {
    std::vector<Device> out{DeviceKind::Cpu};
    if (torch::cuda::is_available()) {
        out.push_back(DeviceKind::Cuda);
        for (int i = 1; i < static_cast<int>(torch::cuda::device_count()); ++i) {
            out.push_back({DeviceKind::Cuda, i});
        }
    }
    if (at::hasMPS()) {
        out.push_back(DeviceKind::Mps);
    }
    return out;
}

bool is_there(const Device& device) {
    const Device first = device.index > 0 ? device : Device(device.kind);
    const std::vector<Device> all = devices();
    return std::find(all.begin(), all.end(), first) != all.end();
}

std::string with_commas(const std::vector<Device>& all) {
    std::string out;
    for (const Device& device : all) {
        out += (out.empty() ? "" : ", ") + device.text();
    }
    return out;
}

std::unique_ptr<Engine> make(const EngineSetup& setup) {
    return translated(
        [&]() -> std::unique_ptr<Engine> { return std::make_unique<TorchEngine>(setup); });
}

void check(const Device& device) {
    resolve_device(device);
}

ModelFile load_model(const std::string& bytes) {
    return translated([&] { return load_archive(bytes); });
}

OpenedFlow open(const std::string& bytes, std::span<const glm::vec2> points, int classes) {
    return translated([&] { return open_flow(bytes, points, classes); });
}

// The derivatives of a scalar with respect to all parameters, flat; 0 where it depends on none.
torch::Tensor flat_gradient(const torch::Tensor& scalar, const std::vector<torch::Tensor>& leaves,
                            bool differentiable) {
    std::vector<torch::Tensor> out;
    if (scalar.requires_grad()) {
        out = torch::autograd::grad({scalar}, leaves, {}, true, differentiable, true);
    }
    out.resize(leaves.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = (out[i].defined() ? out[i] : torch::zeros_like(leaves[i])).flatten();
    }
    return torch::cat(out);
}

Evaluation evaluate(const EngineSetup& setup, std::span<const double> weights,
                    std::span<const double> lambda, std::span<const std::int32_t> batch,
                    std::span<const double> directions) {
    return translated([&] {
        const auto options = torch::TensorOptions(torch::kFloat64);
        const Parameters parameters(setup, options);
        const DeviceData data(setup, options);
        {
            torch::NoGradGuard no_grad;
            parameters.values.copy_(parameters.flat<double>(weights));
        }
        const torch::Tensor index =
            torch::tensor(at::ArrayRef<std::int32_t>(batch.data(), batch.size()));
        const Terms terms = objective(setup, parameters, data.x.index_select(1, index),
                                      data.labels.index_select(0, index));
        const torch::Tensor weight =
            torch::tensor(at::ArrayRef<double>(lambda.data(), lambda.size()), options);
        const torch::Tensor total = (terms.loss + weight * terms.penalty).sum();
        Evaluation out;
        if (!directions.empty()) {
            const std::vector<torch::Tensor> leaves = parameters.leaves();
            const torch::Tensor along =
                flat_gradient(total, leaves, true).dot(parameters.flat<double>(directions));
            out.product.resize(directions.size());
            parameters.members<double>(flat_gradient(along, leaves, false), out.product);
        }
        total.backward();
        const auto list = [](const torch::Tensor& t) {
            const torch::Tensor flat = t.detach().contiguous();
            return std::vector<double>(flat.data_ptr<double>(),
                                       flat.data_ptr<double>() + flat.numel());
        };
        out.loss = list(terms.loss);
        out.penalty = list(terms.penalty);
        out.gradient.resize(weights.size());
        parameters.members<double>(parameters.gradient, out.gradient);
        return out;
    });
}

}  // namespace

torch::Device resolve_device(const Device& device) {
    if (device.kind == DeviceKind::Auto) {
        const std::vector<Device> all = devices();
        return resolve_device(all.size() > 1 ? all[1] : DeviceKind::Cpu);
    }
    try {
        torch::Device out(device.text());
        if (out.is_cuda() && !out.has_index()) {
            out.set_index(0);
        }
        torch::zeros({1}, torch::TensorOptions().device(out));
        return out;
    } catch (const std::exception& error) {
        if (is_there(device)) {  // a card whose memory others hold, say
            const std::string why = first_line(error.what());
            throw Error("device " + device.text() + " is there and cannot be used: " +
                        why.substr(0, why.find(". ")) + "; try --device cpu");
        }
        // LibTorch's own message speaks of missing kernels and dispatch keys.
        throw Error("device " + device.text() +
                    " is not available: LibTorch " TORCH_VERSION " here offers " +
                    with_commas(devices()) + "; try --device cpu");
    }
}

}  // namespace la

extern "C" {

__attribute__((visibility("default"))) extern const char leastaction_torch_interface[];
const char leastaction_torch_interface[] = LEASTACTION_TORCH_INTERFACE;

__attribute__((visibility("default"))) const la::TorchModule* leastaction_torch() {
    static const la::TorchModule module{&la::make,       &la::devices, &la::check,   &la::evaluate,
                                        &la::load_model, &la::open,    TORCH_VERSION};
    return &module;
}

}  // extern "C"
