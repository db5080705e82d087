#include "core/engine/torch/model_archive.h"

#include <caffe2/serialize/inline_container.h>
#include <torch/script.h>
#include <torch/torch.h>

#include <sstream>
#include <vector>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/engine/torch/file_kinds.h"
#include "core/engine/torch/script_file.h"

namespace la {

using torch::Tensor;
using torch::jit::CompilationUnit;
using torch::jit::Module;

namespace {

constexpr const char* kConfigName = "config.json";
constexpr const char* kDamaged = "it is damaged, cut short or no file of PyTorch";

// --- writing ------------------------------------------------------------------------------------

const char* activation_code(Activation activation) {
    switch (activation) {
        case Activation::Relu:
            return "torch.relu(z)";
        case Activation::Tanh:
            return "torch.tanh(z)";
        case Activation::Gelu:
            return "torch.gelu(z)";
        case Activation::Softplus:
            return "torch.softplus(z)";
        case Activation::Sigmoid:  // of three layers alone
        case Activation::Identity:
            return "z";
    }
    return "z";
}

// Writes the network as a PyTorch user would, except that the loop over the blocks is unrolled:
// TorchScript made from text reaches a child named "0" by getattr only.
class ModuleWriter {
  public:
    ModuleWriter(const Weights& weights)
        : weights_(weights),
          layout_(weights.network, weights.classes),
          linear_(type("Linear")),
          block_(type("Block")),
          blocks_(type("Blocks")),
          network_(type("Network")) {
        linear_->addAttribute("weight", c10::TensorType::get(), true);
        linear_->addAttribute("bias", c10::TensorType::get(), true);
        block_->addAttribute("fc1", linear_);
        block_->addAttribute("fc2", linear_);
        for (int k = 0; k < weights.network.layers; ++k) {
            blocks_->addAttribute(std::to_string(k), block_);
        }
        network_->addAttribute("blocks", blocks_);
        network_->addAttribute("head", linear_);
    }

    Module write() {
        Module blocks = make(blocks_);
        for (int k = 0; k < weights_.network.layers; ++k) {
            blocks.setattr(std::to_string(k), block(k)._ivalue());
        }
        Module network = make(network_);
        network.setattr("blocks", blocks._ivalue());
        network.setattr("head", head()._ivalue());
        // Callees first.
        network.attr("head").toModule().define(R"(
            def forward(self, x):
                return torch.linear(x, self.weight, self.bias)
        )");
        blocks.attr("0").toModule().define(block_code());
        network.define(network_code());
        return network;
    }

  private:
    c10::ClassTypePtr type(const std::string& name) {
        auto out = c10::ClassType::create(c10::QualifiedName("__torch__.leastaction." + name),
                                          unit_, /*is_module=*/true);
        unit_->register_type(out);
        out->addAttribute("training", c10::BoolType::get());  // set by eval() and train()
        return out;
    }

    Module make(const c10::ClassTypePtr& of) {
        Module out(unit_, of);
        out.setattr("training", false);
        return out;
    }

    Module linear(const Tensor& weight, const Tensor& bias) {
        Module out = make(linear_);
        out.setattr("weight", weight);
        out.setattr("bias", bias);
        return out;
    }

    Tensor parameter(std::size_t offset, at::IntArrayRef shape) const {
        Tensor out = torch::empty(shape, torch::kFloat32);
        std::copy_n(weights_.values.data() + offset, out.numel(), out.data_ptr<float>());
        return out.requires_grad_();
    }

    Module block(int k) {
        const std::int64_t m = weights_.network.hidden;
        const std::int64_t q = weights_.network.dimension;
        Module out = make(block_);
        const Module fc1 = linear(parameter(layout_.w(k), {m, q}), parameter(layout_.b(k), {m}));
        const Module fc2 = linear(parameter(layout_.v(k), {q, m}), parameter(layout_.c(k), {q}));
        out.setattr("fc1", fc1._ivalue());
        out.setattr("fc2", fc2._ivalue());
        return out;
    }

    // The far head is stored under the usual names, as parameters without gradient: it is the same
    // map, and an optimiser in Python leaves it unchanged, as ours does.
    Module head() {
        const std::int64_t classes = weights_.classes;
        const std::int64_t q = weights_.network.dimension;
        if (layout_.head_weight != layout_.size) {
            return linear(parameter(layout_.head_weight, {classes, q}),
                          parameter(layout_.head_bias, {classes}));
        }
        Tensor weight = torch::zeros({classes, q});
        Tensor bias = torch::zeros({classes});
        weight[0][0] = weight[0][1] = 1;
        bias[0] = weights_.network.head.intercept;
        return linear(weight, bias);
    }

    // r_k(x) = h (V sigma(W x + b) + c)
    std::string block_code() const {
        const double h = residual_scale(weights_.network);
        return std::string("def forward(self, x):\n") +
               "    z = self.fc1.forward(x)\n"
               "    r = self.fc2.forward(" +
               activation_code(weights_.network.activation) +
               ")\n"
               "    return " +
               (h == 1 ? "r" : "r * " + number_text(h)) + "\n";
    }

    std::string network_code() const {
        const int layers = weights_.network.layers;
        const int padding = weights_.network.dimension - 2;
        const std::string count = std::to_string(layers);
        const std::string start =
            padding > 0 ? "    x = torch.constant_pad_nd(x, [0, " + std::to_string(padding) + "])\n"
                        : "";
        std::string trajectory = "def trajectory(self, x):\n" + start + "    states = [x]\n";
        std::string tail =
            "def tail(self, x, k: int):\n"
            "    assert k >= 0 and k <= " +
            count + ", \"k is a layer, 0 to " + count + "\"\n";
        for (int k = 0; k < layers; ++k) {
            const std::string name = std::to_string(k);
            const std::string step = "x = x + getattr(self.blocks, \"" + name + "\").forward(x)\n";
            trajectory += "    " + step + "    states.append(x)\n";
            tail += "    if k <= " + name + ":\n        " + step;
        }
        return trajectory + "    return torch.stack(states)\n" +  //
               tail + "    return self.head.forward(x)\n" + "def forward(self, x):\n" + start +
               "    return self.tail(x, 0)\n";
    }

    const Weights& weights_;
    WeightLayout layout_;
    std::shared_ptr<CompilationUnit> unit_ = std::make_shared<CompilationUnit>();
    c10::ClassTypePtr linear_, block_, blocks_, network_;
};

// --- reading ------------------------------------------------------------------------------------

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

ModelFile read_dict(const std::string& bytes) {
    c10::IValue value;
    try {
        value = torch::pickle_load({bytes.begin(), bytes.end()});
    } catch (const std::exception&) {  // its message speaks of opcodes
        throw Error(std::string("it holds more than a dict of tensors; ") + kHowToSave);
    }
    if (!value.isGenericDict()) {
        throw Error(std::string("it does not hold a dict of tensors; ") + kHowToSave);
    }
    ModelFile out;
    for (const auto& entry : value.toGenericDict()) {
        if (!entry.key().isString() || !entry.value().isTensor()) {
            throw Error(std::string("its dict holds more than tensors by name; ") + kHowToSave);
        }
        out.parameters.push_back(parameter(entry.key().toStringRef(), entry.value().toTensor()));
    }
    return out;
}

}  // namespace

std::string save_archive(const Weights& weights, const std::string& config_json) {
    std::ostringstream out;  // called "archive" inside, whatever the name of the file
    ModuleWriter(weights).write().save(out, {{kConfigName, config_json}});
    return out.str();
}

ModelFile load_archive(const std::string& bytes) {
    if (const std::string other = other_format(bytes); !other.empty()) {
        throw Error(other);
    }
    bool script = false;
    std::string pickle;
    try {
        std::istringstream in(bytes);
        caffe2::serialize::PyTorchStreamReader reader(&in);
        script = reader.hasRecord("constants.pkl");
        if (!script && reader.hasRecord("data.pkl")) {
            const auto [data, size] = reader.getRecord("data.pkl");
            pickle.assign(static_cast<const char*>(data.get()), size);
        }
    } catch (const std::exception&) {
        throw Error(kDamaged);
    }
    if (script) {
        return read_script(bytes);
    }
    if (pickle.empty()) {
        throw Error(std::string("it is a ZIP file, but not one of PyTorch; ") + kHowToSave);
    }
    if (const std::string other = other_object(pickle); !other.empty()) {
        throw Error(other);
    }
    return read_dict(bytes);
}

}  // namespace la
