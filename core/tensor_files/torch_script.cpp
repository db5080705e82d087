#include "core/tensor_files/torch_script.h"

#include <utility>
#include <vector>

#include "core/base/byte_stream.h"
#include "core/base/number_text.h"
#include "core/data/zip_file.h"
#include "core/tensor_files/network_tensors.h"

namespace la {

namespace {

using Parameter = ModelFile::Parameter;

// --- code, in the form that TorchScript's printer gives it
// ----------------------------------------

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
        case Activation::Sigmoid:
            return "torch.sigmoid(z)";
        case Activation::Identity:
            return "z";
    }
    return "z";
}

std::string class_head(const std::string& name, const std::string& parameters) {
    return "class " + name + "(Module):\n  __parameters__ = [" + parameters +
           "]\n  __buffers__ = []\n  training : bool\n";
}

// r_k(x) = h (V sigma(W x + b) + c)
std::string block_code(const NetworkConfig& network) {
    const double h = residual_scale(network);
    return class_head("Block", "") +
           "  fc1 : __torch__.leastaction.Linear\n"
           "  fc2 : __torch__.leastaction.Linear\n"
           "  def forward(self: __torch__.leastaction.Block,\n"
           "    x: Tensor) -> Tensor:\n"
           "    z = (self.fc1).forward(x, )\n"
           "    r = (self.fc2).forward(" +
           activation_code(network.activation) + ", )\n    return " +
           (h == 1 ? "r" : "torch.mul(r, " + number_text(h) + ")") + "\n";
}

// The loop over the blocks is unrolled: a child named "0" is reached by getattr only.
std::string network_code(const NetworkConfig& network) {
    const int padding = network.dimension - 2;
    const std::string count = std::to_string(network.layers);
    const std::string self = "self: __torch__.leastaction.Network,\n    x: Tensor";
    const std::string start =
        padding > 0 ? "    x = torch.constant_pad_nd(x, [0, " + std::to_string(padding) + "])\n"
                    : "";
    std::string trajectory =
        "  def trajectory(" + self + ") -> Tensor:\n" + start + "    states = [x]\n";
    std::string tail = "  def tail(" + self +
                       ",\n    k: int) -> Tensor:\n"
                       "    assert k >= 0 and k <= " +
                       count + ", \"k is a layer, 0 to " + count + "\"\n";
    for (int k = 0; k < network.layers; ++k) {
        const std::string name = std::to_string(k);
        const std::string step =
            "x = torch.add(x, (getattr(self.blocks, \"" + name + "\")).forward(x, ))\n";
        trajectory += "    " + step + "    _" + name + " = torch.append(states, x)\n";
        tail += "    if torch.le(k, " + name + "):\n      " + step + "    else:\n      pass\n";
    }
    return class_head("Network", "") +
           "  blocks : __torch__.leastaction.Blocks\n"
           "  head : __torch__.leastaction.Linear\n" +
           trajectory + "    return torch.stack(states)\n" + tail +
           "    return (self.head).forward(x, )\n  def forward(" + self + ") -> Tensor:\n" + start +
           "    return (self).tail(x, 0, )\n";
}

const char* linear_code() {
    return "  weight : Tensor\n"
           "  bias : Tensor\n"
           "  def forward(self: __torch__.leastaction.Linear,\n"
           "    x: Tensor) -> Tensor:\n"
           "    return torch.linear(x, self.weight, self.bias)\n";
}

// V sigma(W x + b) + c; its points do not move.
std::string three_layer_code(const NetworkConfig& network) {
    const std::string self = "self: __torch__.leastaction.Network,\n    x: Tensor";
    const std::string inputs = network.dimension == 1 ? "torch.slice(x, 1, 0, 1)" : "x";
    return class_head("Network", "") +
           "  hidden : __torch__.leastaction.Linear\n"
           "  output : __torch__.leastaction.Linear\n"
           "  def trajectory(" +
           self + ") -> Tensor:\n    return torch.stack([x, x])\n  def tail(" + self +
           ",\n    k: int) -> Tensor:\n    z = (self.hidden).forward(" + inputs +
           ", )\n    return (self.output).forward(" + activation_code(network.activation) +
           ", )\n  def forward(" + self + ") -> Tensor:\n    return (self).tail(x, 0, )\n" +
           class_head("Linear", "\"weight\", \"bias\", ") + linear_code();
}

std::string code(const NetworkConfig& network) {
    if (network.kind == NetworkKind::ThreeLayer) {
        return three_layer_code(network);
    }
    std::string blocks = class_head("Blocks", "");
    for (int k = 0; k < network.layers; ++k) {
        blocks +=
            "  __annotations__[\"" + std::to_string(k) + "\"] = __torch__.leastaction.Block\n";
    }
    return network_code(network) + blocks + block_code(network) +
           class_head("Linear", "\"weight\", \"bias\", ") + linear_code();
}

// --- the objects, as a pickle of protocol 2
// -------------------------------------------------------

class Pickle {
  public:
    Pickle() { out_ = "\x80\x02"; }

    void text(const std::string& text) {
        ByteWriter size;
        size.put(static_cast<std::uint32_t>(text.size()));
        out_ += 'X' + size.take() + text;
    }
    void number(std::int64_t value) {
        ByteWriter bytes;
        bytes.put(static_cast<std::int32_t>(value));
        out_ += 'J' + bytes.take();
    }
    void truth(bool value) { out_ += value ? '\x88' : '\x89'; }
    void global(const std::string& module, const std::string& name) {
        out_ += "c" + module + "\n" + name + "\n";
    }
    void numbers(const std::vector<std::int64_t>& values) {
        out_ += '(';
        for (const std::int64_t value : values) {
            number(value);
        }
        out_ += 't';
    }
    // An object of a class of ours; its attributes follow, then end_object().
    void begin_object(const std::string& name) {
        global("__torch__.leastaction", name);
        out_ += ")\x81}(";
        text("training");
        truth(false);
    }
    void end_object() { out_ += "ub"; }

    // The far head, which is not trained, has no gradient: an optimiser in Python leaves it, too.
    void tensor(const Parameter& parameter, int storage, bool gradient) {
        global("torch._utils", "_rebuild_tensor_v2");
        out_ += "((";
        text("storage");
        global("torch", "FloatStorage");
        text(std::to_string(storage));
        text("cpu");
        number(static_cast<std::int64_t>(parameter.values.size()));
        out_ += "tQ";
        number(0);
        numbers(parameter.shape);
        numbers(parameter.shape.size() == 2 ? std::vector<std::int64_t>{parameter.shape[1], 1}
                                            : std::vector<std::int64_t>{1});
        truth(gradient);
        global("collections", "OrderedDict");
        out_ += ")RtR";
    }
    std::string take() { return std::move(out_) + '.'; }

  private:
    std::string out_;
};

// `at`: the number of the weight in the list of tensors; the bias follows it.
void add_linear(Pickle& pickle, const std::vector<Parameter>& tensors, int at, bool gradient) {
    pickle.begin_object("Linear");
    pickle.text("weight");
    pickle.tensor(tensors[at], at, gradient);
    pickle.text("bias");
    pickle.tensor(tensors[at + 1], at + 1, gradient);
    pickle.end_object();
}

std::string objects(const NetworkConfig& network, const std::vector<Parameter>& tensors,
                    bool head_is_trained) {
    Pickle pickle;
    pickle.begin_object("Network");
    if (network.kind == NetworkKind::ThreeLayer) {
        pickle.text("hidden");
        add_linear(pickle, tensors, 0, true);
        pickle.text("output");
        add_linear(pickle, tensors, 2, true);
        pickle.end_object();
        return pickle.take();
    }
    pickle.text("blocks");
    pickle.begin_object("Blocks");
    for (int k = 0; k < network.layers; ++k) {
        pickle.text(std::to_string(k));
        pickle.begin_object("Block");
        pickle.text("fc1");
        add_linear(pickle, tensors, 4 * k, true);
        pickle.text("fc2");
        add_linear(pickle, tensors, 4 * k + 2, true);
        pickle.end_object();
    }
    pickle.end_object();
    pickle.text("head");
    add_linear(pickle, tensors, 4 * network.layers, head_is_trained);
    pickle.end_object();
    return pickle.take();
}

}  // namespace

std::string torch_script(const Weights& weights, const std::string& config_json) {
    const NetworkConfig& network = weights.network;
    const WeightLayout layout(network, weights.classes);
    const std::vector<Parameter> tensors = network_tensors(weights);
    std::vector<ZipEntry> files{{"archive/extra/config.json", config_json}};
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        ByteWriter bytes;
        bytes.put_all(tensors[i].values);
        files.push_back({"archive/data/" + std::to_string(i), bytes.take()});
    }
    files.push_back(
        {"archive/data.pkl", objects(network, tensors, layout.head_weight != layout.size)});
    files.push_back({"archive/code/__torch__/leastaction.py", code(network)});
    files.push_back({"archive/constants.pkl", "\x80\x02)."});
    files.push_back({"archive/version", "3\n"});
    return zip(files);
}

}  // namespace la
