#include "core/io/model_file.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/config/config_json.h"
#include "core/engine/torch/module.h"

namespace la {

namespace {

using Shape = std::vector<std::int64_t>;

std::string text_of(const Shape& shape) {
    std::string out = "[";
    for (const std::int64_t size : shape) {
        out += (out.size() > 1 ? ", " : "") + std::to_string(size);
    }
    return out + "]";
}

// Takes the parameters of a file one by one, and tells which are left.
class Taker {
  public:
    Taker(const ModelFile& model, const std::filesystem::path& path) : path_(path) {
        for (const ModelFile::Parameter& parameter : model.parameters) {
            left_[parameter.name] = &parameter;
        }
    }

    [[noreturn]] void refuse(const std::string& what) const {
        throw Error("model " + path_.string() + ": " + what);
    }

    bool has(const std::string& name) const { return left_.contains(name); }

    std::span<const float> take(const std::string& name, const Shape& shape) {
        const auto at = left_.find(name);
        if (at == left_.end()) {
            refuse("there is no " + name + " " + text_of(shape) +
                   "; the names are blocks.{k}.fc1.weight, fc1.bias, fc2.weight, fc2.bias, "
                   "head.weight, head.bias, with k = 0..layers-1");
        }
        const ModelFile::Parameter& parameter = *at->second;
        if (parameter.shape != shape) {
            refuse(name + " is " + text_of(parameter.shape) + ", the configuration asks for " +
                   text_of(shape) + "; try another network.layers, hidden or dimension");
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
                   text_of(left_.begin()->second->shape) +
                   "; try another network.layers or network.head.kind");
        }
    }

  private:
    std::filesystem::path path_;
    std::map<std::string, const ModelFile::Parameter*> left_;
};

// The configuration defines the far head; a far head in the file must agree.
void check_far_head(Taker& taker, const NetworkConfig& network, int classes) {
    if (!taker.has("head.weight") && !taker.has("head.bias")) {
        return;
    }
    const std::int64_t q = network.dimension;
    const std::span<const float> weight = taker.take("head.weight", {classes, q});
    const std::span<const float> bias = taker.take("head.bias", {classes});
    bool far = true;
    for (std::size_t i = 0; i < weight.size(); ++i) {
        far = far && weight[i] == (i < 2 ? 1.0f : 0.0f);
    }
    if (!far || bias[1] != 0) {
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
    return torch_module().save_model(weights, to_json(config));
}

void require_model_writer() {
    torch_module();
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
