#include "core/engine/torch/imported_flow.h"

#include <torch/script.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <sstream>
#include <utility>

#include "core/base/error.h"

namespace la {

using torch::Tensor;

namespace {

constexpr int kMaxLayers = 1024, kMaxDimensions = 256, kMaxClasses = 10;

std::string shape_of(const Tensor& t) {
    std::ostringstream out;
    out << '[';
    for (std::int64_t i = 0; i < t.dim(); ++i) {
        out << (i > 0 ? ", " : "") << t.size(i);
    }
    out << ']';
    return out.str();
}

// The cause in a LibTorch message of many lines, most of them source of the model: the last line
// that names an error.
std::string cause_of(const std::exception& error) {
    std::istringstream lines(error.what());
    std::string cause, line;
    while (std::getline(lines, line)) {
        const std::size_t first = line.find_first_not_of(" \t~<-");
        if (first != line.npos && line.find("Exception raised from") == line.npos) {
            const bool says = line.find("Error") != line.npos || cause.empty();
            cause = says ? line.substr(first) : cause;
        }
    }
    return cause.substr(0, 200);
}

// Calls methods of a model; the results are float tensors on the CPU. Throws Error for others.
class Answers {
  public:
    explicit Answers(torch::jit::Module module) : module_(std::move(module)) {}

    bool has(const char* method) const { return module_.find_method(method).has_value(); }

    Tensor ask(const char* method, std::vector<c10::IValue> inputs) const {
        const c10::InferenceMode no_gradients;
        c10::IValue out;
        try {
            out = module_.get_method(method)(std::move(inputs));
        } catch (const std::exception& error) {
            throw Error(std::string(method) + " failed: " + cause_of(error));
        }
        if (!out.isTensor()) {
            throw Error(std::string(method) + " gives " + out.type()->repr_str() +
                        ", not a tensor");
        }
        return out.toTensor().to(torch::kCPU, torch::kFloat32).contiguous();
    }

  private:
    torch::jit::Module module_;
};

class ImportedFlow : public Flow {
  public:
    ImportedFlow(Answers answers, std::span<const glm::vec2> points, int classes)
        : answers_(std::move(answers)), classes_(classes) {
        const auto n = static_cast<std::int64_t>(points.size());
        Tensor x = torch::empty({n, 2});
        for (std::int64_t i = 0; i < n; ++i) {
            x[i][0] = points[i].x;
            x[i][1] = points[i].y;
        }
        learn_states(x);
        learn_logits(x);
    }

    int layers() const override { return layers_; }
    int dimension() const override { return dimension_; }
    int classes() const override { return classes_; }
    bool starts_at(int layer) const override { return layer == 0; }
    bool decides_at(int layer) const override { return tail_ || (layer == 0 && forward_); }

    void states(int from, std::span<const float> x, std::span<float> out) const override {
        fill(out, [&] {
            require(starts_at(from));
            return answers_.ask("trajectory", {plane(x)});
        });
    }

    void head(std::span<const float> x, std::span<float> logits) const override {
        tail(layers_, x, logits);
    }

    void tail(int from, std::span<const float> x, std::span<float> logits) const override {
        fill(logits, [&] {
            require(decides_at(from));
            if (from == 0 && forward_) {
                return answers_.ask("forward", {plane(x)});
            }
            const Tensor at = from == 0 ? answers_.ask("trajectory", {plane(x)})[0] : all(x);
            return answers_.ask("tail", {at, static_cast<std::int64_t>(from)});
        });
    }

  private:
    static void require(bool there) {
        if (!there) {
            throw Error("the model has nothing for this layer");
        }
    }

    Tensor all(std::span<const float> x) const {
        const auto n = static_cast<std::int64_t>(x.size()) / dimension_;
        return torch::from_blob(const_cast<float*>(x.data()), {n, dimension_}).clone();
    }
    // The points at layer 0 without padding, the input of the model.
    Tensor plane(std::span<const float> x) const { return all(x).slice(1, 0, 2).contiguous(); }

    // A model that fails after it was opened gives NaN instead of an exception: the Observer's
    // thread must go on.
    template<class Ask>
    static void fill(std::span<float> out, Ask ask) {
        try {
            const Tensor answer = ask();
            if (answer.numel() == static_cast<std::int64_t>(out.size())) {
                std::copy_n(answer.template data_ptr<float>(), out.size(), out.begin());
                return;
            }
        } catch (const std::exception&) {}
        std::ranges::fill(out, std::numeric_limits<float>::quiet_NaN());
    }

    void learn_states(const Tensor& x) {
        const Tensor states = answers_.ask("trajectory", {x});
        if (states.dim() != 3 || states.size(0) < 2 || states.size(1) != x.size(0) ||
            states.size(2) < 2) {
            throw Error("trajectory gives " + shape_of(states) + " for points " + shape_of(x) +
                        "; expected [layers + 1, " + std::to_string(x.size(0)) +
                        ", dimension], 1 layer and 2 dimensions at least");
        }
        if (states.size(0) > kMaxLayers + 1 || states.size(2) > kMaxDimensions) {
            throw Error("trajectory gives " + shape_of(states) + ": more than " +
                        std::to_string(kMaxLayers) + " layers or " +
                        std::to_string(kMaxDimensions) + " dimensions");
        }
        for (std::int64_t k = 0; k < states.size(0); ++k) {
            if (!torch::isfinite(states[k]).all().item<bool>()) {
                throw Error("its states are not finite at layer " + std::to_string(k));
            }
        }
        layers_ = static_cast<int>(states.size(0)) - 1;
        dimension_ = static_cast<int>(states.size(2));
        last_ = states[layers_].contiguous();
    }

    void check_logits(const char* method, const Tensor& logits, const Tensor& x) {
        if (logits.dim() != 2 || logits.size(0) != x.size(0) || logits.size(1) < 2 ||
            logits.size(1) > kMaxClasses) {
            throw Error(std::string(method) + " gives " + shape_of(logits) + " for points " +
                        shape_of(x) + "; expected [" + std::to_string(x.size(0)) +
                        ", classes], 2 to " + std::to_string(kMaxClasses) + " classes");
        }
        if (!torch::isfinite(logits).all().item<bool>()) {
            throw Error(std::string("its ") + method + " is not finite");
        }
        classes_ = static_cast<int>(logits.size(1));
    }

    void learn_logits(const Tensor& x) {
        forward_ = answers_.has("forward");
        tail_ = answers_.has("tail");
        if (forward_) {
            check_logits("forward", answers_.ask("forward", {x}), x);
        }
        if (tail_) {
            const int known = classes_;
            check_logits("tail", answers_.ask("tail", {last_, std::int64_t{layers_}}), x);
            if (forward_ && known != classes_) {
                throw Error("forward gives " + std::to_string(known) + " classes, tail " +
                            std::to_string(classes_));
            }
        }
        last_ = Tensor();
    }

    Answers answers_;
    int layers_ = 0, dimension_ = 0, classes_ = 0;
    bool forward_ = false, tail_ = false;
    Tensor last_;  // states at layer L of the points it was tried on
};

}  // namespace

std::shared_ptr<const Flow> open_flow(const std::string& bytes, std::span<const glm::vec2> points,
                                      int classes) {
    std::istringstream in(bytes);
    torch::jit::Module module = [&] {
        try {
            return torch::jit::load(in, torch::Device(torch::kCPU));
        } catch (const std::exception&) {
            throw Error("it is no TorchScript; try torch.jit.script(net).save(f) in Python");
        }
    }();
    module.eval();
    Answers answers(std::move(module));
    if (!answers.has("trajectory")) {
        throw Error(
            "it has no method trajectory(x), the states [layers + 1, n, dimension] of points x "
            "[n, 2]; README shows how to wrap a network");
    }
    return std::make_shared<const ImportedFlow>(std::move(answers), points, classes);
}

}  // namespace la
