#include "core/io/model_file.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <span>

#include "core/base/byte_stream.h"
#include "core/base/error.h"
#include "core/base/message_line.h"
#include "core/base/number_text.h"
#include "core/config/config_json.h"
#include "core/tensor_files/network_names.h"
#include "core/tensor_files/network_tensors.h"
#include "core/tensor_files/safetensors.h"
#include "core/tensor_files/tensor_file.h"
#include "core/tensor_files/torch_script.h"

namespace la {

namespace {

using Parameter = ModelFile::Parameter;

// Takes the parameters of a file one by one, and tells which are left.
class Taker {
  public:
    Taker(const ModelFile& model, const std::filesystem::path& path) : path_(path) {
        for (const ModelFile::Parameter& parameter : model.parameters) {
            left_[parameter.name] = &parameter;
        }
    }

    [[noreturn]] void refuse(const std::string& what) const {
        throw Error("model " + path_.string() + ": " + message_line(what));
    }

    bool has(const std::string& name) const { return left_.contains(name); }

    std::span<const float> take(const std::string& name, const Shape& shape) {
        const auto at = left_.find(name);
        if (at == left_.end()) {
            refuse("there is no " + name + " " + shape_text(shape) + what_is_there() +
                   (has_block_of(name)
                        ? "; one that layers share is kept by torch.save, and by save_model of "
                          "safetensors"
                        : "; the names are blocks.{k}.fc1.weight, fc1.bias, fc2.weight, fc2.bias, "
                          "head.weight, head.bias, with k = 0..layers-1"));
        }
        const ModelFile::Parameter& parameter = *at->second;
        if (parameter.shape != shape) {
            refuse(name + " is " + shape_text(parameter.shape) + ", the configuration asks for " +
                   shape_text(shape) + "; try another network.layers, hidden or dimension");
        }
        if (!std::ranges::all_of(parameter.values, [](float v) { return std::isfinite(v); })) {
            refuse(name + " has a value that is not finite");
        }
        left_.erase(at);
        return parameter.values;
    }

    void nothing_left() const {
        if (!left_.empty()) {
            refuse("the configuration has no place for " + left_.begin()->first + " " +
                   shape_text(left_.begin()->second->shape) +
                   "; try another network.layers or network.head.kind");
        }
    }

  private:
    // Is there another parameter of the layer that the name is of?
    bool has_block_of(const std::string& name) const {
        const std::string block = name.substr(0, name.find('.', name.find('.') + 1) + 1);
        const auto at = left_.lower_bound(block);
        return at != left_.end() && block.starts_with("blocks.") && at->first.starts_with(block);
    }

    // The first parameters that nothing was made of.
    std::string what_is_there() const {
        constexpr std::size_t kMost = 6;
        std::string out;
        std::size_t count = 0;
        for (const auto& [name, parameter] : left_) {
            if (++count > kMost) {
                return out + " and " + std::to_string(left_.size() - kMost) + " more";
            }
            out += (out.empty() ? ", but " : ", ") + name.substr(0, 60) + " " +
                   shape_text(parameter->shape);
        }
        return out;
    }

    std::filesystem::path path_;
    std::map<std::string, const ModelFile::Parameter*> left_;
};

// The head (x_0 + x_1 + intercept, 0) of two classes.
bool is_far(std::span<const float> weight, std::span<const float> bias) {
    bool far = bias[1] == 0;
    for (std::size_t i = 0; i < weight.size(); ++i) {
        far = far && weight[i] == (i < 2 ? 1.0f : 0.0f);
    }
    return far;
}

// The configuration defines the far head; a far head in the file must agree.
void check_far_head(Taker& taker, const NetworkConfig& network, int classes) {
    if (!taker.has("head.weight") && !taker.has("head.bias")) {
        return;
    }
    const std::int64_t q = network.dimension;
    const std::span<const float> weight = taker.take("head.weight", {classes, q});
    const std::span<const float> bias = taker.take("head.bias", {classes});
    if (!is_far(weight, bias)) {
        taker.refuse(
            "its head is not the far head (x_0 + x_1 + intercept, 0); "
            "try --set network.head.kind=learned");
    }
    if (bias[0] != static_cast<float>(network.head.intercept)) {
        const std::string intercept = number_text(bias[0]);
        taker.refuse("its head has the intercept " + intercept +
                     ", the configuration another; try --set network.head.intercept=" + intercept);
    }
}

}  // namespace

std::string model_bytes(const Weights& weights, const Config& config) {
    return torch_script(weights, to_json(config));
}

std::string weight_bytes(const Weights& weights, const Config& config) {
    const std::vector<ModelFile::Parameter> parameters = network_tensors(weights);
    std::vector<std::string> bytes;
    bytes.reserve(parameters.size());  // the tensors are views of them
    // "format" is what other readers of weights for PyTorch ask for.
    Safetensors out{{{"format", "pt"}, {kConfigKey, to_json(config)}}, {}};
    for (const ModelFile::Parameter& parameter : parameters) {
        ByteWriter writer;
        writer.put_all(parameter.values);
        bytes.push_back(writer.take());
        out.tensors.push_back({.name = parameter.name,
                               .type = ElementType::F32,
                               .shape = parameter.shape,
                               .bytes = bytes.back()});
    }
    return write_safetensors(out);
}

void take_sizes(Config& config, const ModelFile& model) {
    const std::optional<NetworkSizes> sizes = network_sizes(model);
    if (!sizes) {
        return;
    }
    NetworkConfig& network = config.network;
    network.layers = sizes->layers;
    network.hidden = sizes->hidden;
    network.dimension = sizes->dimension;
    const auto weight = std::ranges::find(model.parameters, "head.weight", &Parameter::name);
    const auto bias = std::ranges::find(model.parameters, "head.bias", &Parameter::name);
    if (weight == model.parameters.end() || bias == model.parameters.end()) {
        return;
    }
    const bool far = weight->shape == Shape{2, network.dimension} && bias->shape == Shape{2} &&
                     is_far(weight->values, bias->values);
    network.head.kind = far ? HeadKind::Far : HeadKind::Learned;
    if (far) {
        network.head.intercept = bias->values[0];
    }
}

Weights weights_of(const ModelFile& model, const NetworkConfig& network, int classes,
                   const std::filesystem::path& path) {
    const WeightLayout layout(network, classes);
    const std::int64_t m = network.hidden;
    const std::int64_t q = network.dimension;
    Taker taker(model, path);
    Weights out{network, classes, std::vector<float>(layout.size)};
    const auto fill = [&](std::size_t offset, const std::string& name, const Shape& shape) {
        std::ranges::copy(taker.take(name, shape), out.values.begin() + offset);
    };
    if (network.kind == NetworkKind::ThreeLayer) {
        fill(layout.w(0), "hidden.weight", {m, q});
        fill(layout.b(0), "hidden.bias", {m});
        fill(layout.head_weight, "output.weight", {classes, m});
        fill(layout.head_bias, "output.bias", {classes});
        taker.nothing_left();
        return out;
    }
    for (int k = 0; k < network.layers; ++k) {
        const std::string block = "blocks." + std::to_string(k) + ".";
        fill(layout.w(k), block + "fc1.weight", {m, q});
        fill(layout.b(k), block + "fc1.bias", {m});
        fill(layout.v(k), block + "fc2.weight", {q, m});
        fill(layout.c(k), block + "fc2.bias", {q});
    }
    if (layout.head_weight != layout.size) {
        fill(layout.head_weight, "head.weight", {classes, q});
        fill(layout.head_bias, "head.bias", {classes});
    } else {
        check_far_head(taker, network, classes);
    }
    taker.nothing_left();
    return out;
}

}  // namespace la
