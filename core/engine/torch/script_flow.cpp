#include "core/engine/torch/script_flow.h"

#include <torch/script.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/engine/torch/script_file.h"

namespace la {

using torch::Tensor;

namespace {

std::string shape_of(const Tensor& t) {
    std::ostringstream out;
    out << '[';
    for (std::int64_t i = 0; i < t.dim(); ++i) {
        out << (i > 0 ? ", " : "") << t.size(i);
    }
    out << ']';
    return out.str();
}

// What a method gave, for messages: "[5, 400, 2]", "Tuple[Tensor, int]".
std::string kind_of(const c10::IValue& value) {
    return value.isTensor() ? shape_of(value.toTensor()) : value.type()->repr_str();
}

// The tensors of a value, also those in a list, tuple or dict, in its order.
std::vector<Tensor> tensors_in(const c10::IValue& value) {
    std::vector<Tensor> out;
    const auto add = [&](const c10::IValue& part) {
        if (part.isTensor()) {
            out.push_back(part.toTensor());
        }
    };
    if (value.isTuple()) {
        for (const c10::IValue& part : value.toTupleRef().elements()) {
            for (const Tensor& tensor : tensors_in(part)) {
                out.push_back(tensor);
            }
        }
    } else if (value.isList()) {
        for (const c10::IValue& part : value.toListRef()) {
            add(part);
        }
    } else if (value.isGenericDict()) {
        for (const auto& entry : value.toGenericDict()) {
            add(entry.value());
        }
    } else {
        add(value);
    }
    return out;
}

// States [L+1, n, q] in what trajectory gave; undefined if there are none.
Tensor states_in(const c10::IValue& value, std::int64_t points) {
    if (value.isTuple()) {  // a list among its elements is one value
        for (const c10::IValue& part : value.toTupleRef().elements()) {
            if (Tensor found = states_in(part, points); found.defined()) {
                return found;
            }
        }
    }
    const std::vector<Tensor> parts = tensors_in(value);
    for (const Tensor& part : parts) {
        if (part.is_floating_point() && part.dim() == 3 && part.size(1) == points) {
            return part;
        }
    }
    const bool clouds = parts.size() > 1 && std::ranges::all_of(parts, [&](const Tensor& part) {
                            return part.is_floating_point() && part.dim() == 2 &&
                                   part.size(0) == points && part.sizes() == parts.front().sizes();
                        });
    return clouds ? torch::stack(parts) : Tensor();
}

// Logits [n, classes] in what a method gave, of points; undefined if there are none. One logit z a
// point stands for the two classes with logits 0 and z.
Tensor logits_in(const c10::IValue& value, std::int64_t points) {
    for (const Tensor& part : tensors_in(value)) {
        const bool column = part.dim() == 1 || (part.dim() == 2 && part.size(1) == 1);
        if (!part.is_floating_point() || part.dim() == 0 || part.size(0) != points) {
            continue;
        }
        if (column) {
            const Tensor logit = part.reshape({points, 1});
            return torch::cat({torch::zeros_like(logit), logit}, 1);
        }
        if (part.dim() == 2 && part.size(1) <= kMaxFlowClasses) {
            return part;
        }
    }
    return {};
}

bool is_one_logit(const c10::IValue& value, std::int64_t points) {
    for (const Tensor& part : tensors_in(value)) {
        if (part.is_floating_point() && part.dim() >= 1 && part.size(0) == points) {
            return part.dim() == 1 || (part.dim() == 2 && part.size(1) == 1);
        }
    }
    return false;
}

Tensor on_the_host(const Tensor& values) {
    return values.to(torch::kCPU, torch::kFloat32).contiguous();
}

// Calls methods of a model. Throws Error.
class Answers {
  public:
    explicit Answers(torch::jit::Module module) : module_(std::move(module)) {
        for (const Tensor& parameter : module_.parameters()) {
            if (parameter.is_floating_point()) {
                type_ = parameter.scalar_type();
                break;
            }
        }
        half_ = type_ == torch::kHalf || type_ == torch::kBFloat16;
        if (half_) {  // the CPU lacks most operators of half precision
            module_.to(torch::kFloat32);
            type_ = torch::kFloat32;
        }
    }

    bool has(const char* method) const { return module_.find_method(method).has_value(); }
    bool was_half() const { return half_; }

    c10::IValue ask(const char* method, std::vector<c10::IValue> inputs) const {
        const c10::InferenceMode no_gradients;
        try {
            inputs.front() = inputs.front().toTensor().to(type_);
            return module_.get_method(method)(std::move(inputs));
        } catch (const std::bad_alloc&) {
            throw Error(std::string(method) + " asks for more memory than a model may have");
        } catch (const std::exception& error) {
            throw Error(std::string(method) + " failed: " + cause_of(error));
        }
    }

  private:
    torch::jit::Module module_;
    torch::ScalarType type_ = torch::kFloat32;  // of its numbers
    bool half_ = false;
};

class TorchScriptFlow : public ScriptFlow {
  public:
    TorchScriptFlow(Answers answers, std::span<const glm::vec2> points, int classes)
        : answers_(std::move(answers)) {
        facts_.classes = classes;
        const auto n = static_cast<std::int64_t>(points.size());
        Tensor x = torch::empty({n, 2});
        for (std::int64_t i = 0; i < n; ++i) {
            x[i][0] = points[i].x;
            x[i][1] = points[i].y;
        }
        if (answers_.was_half()) {
            facts_.notes.emplace_back("its weights have half precision; shown in single precision");
        }
        learn_logits(x, learn_states(x));
    }

    const FlowFacts& facts() const { return facts_; }

    std::vector<float> states(std::span<const float> x) const override {
        const Tensor at = plane(x);
        return values_of(on_the_host(trajectory(at)), (facts_.layers + 1) * x.size());
    }

    std::vector<float> logits(int from, std::span<const float> x) const override {
        const std::size_t n = x.size() / facts_.dimension;
        const bool of_points = from == 0 && facts_.forward;
        const Tensor at = of_points   ? plane(x)
                          : from == 0 ? on_the_host(trajectory(plane(x)))[0]
                                      : all(x);
        const Tensor found =
            of_points ? logits_of("forward", {at}) : logits_of("tail", {at, std::int64_t{from}});
        return values_of(on_the_host(found), n * facts_.classes);
    }

  private:
    static std::vector<float> values_of(const Tensor& values, std::size_t count) {
        if (static_cast<std::size_t>(values.numel()) != count) {
            throw Error("it gives " + shape_of(values) + ", another shape than at first");
        }
        const float* data = values.data_ptr<float>();
        return {data, data + values.numel()};
    }

    Tensor all(std::span<const float> x) const {
        const auto n = static_cast<std::int64_t>(x.size()) / facts_.dimension;
        return torch::from_blob(const_cast<float*>(x.data()), {n, facts_.dimension}).clone();
    }
    // The points at layer 0 without padding, the input of the model.
    Tensor plane(std::span<const float> x) const { return all(x).slice(1, 0, 2).contiguous(); }

    Tensor trajectory(const Tensor& x) const {
        const c10::IValue value = answers_.ask("trajectory", {x});
        Tensor out = states_in(value, x.size(0));
        if (!out.defined()) {
            throw Error("trajectory gives " + kind_of(value) + " for points " + shape_of(x) +
                        "; expected [layers + 1, " + std::to_string(x.size(0)) +
                        ", dimension], 1 layer and 2 dimensions at least");
        }
        return out;
    }

    Tensor logits_of(const char* method, std::vector<c10::IValue> inputs) const {
        const std::int64_t n = inputs.front().toTensor().size(0);
        Tensor out = logits_in(answers_.ask(method, std::move(inputs)), n);
        if (!out.defined()) {
            throw Error(std::string(method) + " gives no logits any more");
        }
        return out;
    }

    // Returns the states at the last layer.
    Tensor learn_states(const Tensor& x) {
        const Tensor states = on_the_host(trajectory(x));
        if (states.size(0) < 2 || states.size(2) < 2) {
            throw Error("trajectory gives " + shape_of(states) + " for points " + shape_of(x) +
                        "; expected [layers + 1, " + std::to_string(x.size(0)) +
                        ", dimension], 1 layer and 2 dimensions at least");
        }
        if (states.size(0) > kMaxFlowLayers + 1 || states.size(2) > kMaxFlowDimensions) {
            throw Error("trajectory gives " + shape_of(states) + ": more than " +
                        std::to_string(kMaxFlowLayers) + " layers or " +
                        std::to_string(kMaxFlowDimensions) + " dimensions");
        }
        for (std::int64_t k = 0; k < states.size(0); ++k) {
            if (!torch::isfinite(states[k]).all().item<bool>()) {
                throw Error("its states are not finite at layer " + std::to_string(k));
            }
        }
        facts_.layers = static_cast<int>(states.size(0)) - 1;
        facts_.dimension = static_cast<int>(states.size(2));
        return states[facts_.layers].contiguous();
    }

    // The number of classes that a method gives logits of; 0, and a note, if it gives none.
    int learn_classes(const char* method, std::vector<c10::IValue> inputs) {
        const std::int64_t n = inputs.front().toTensor().size(0);
        const auto leave_out = [&](const std::string& why) {
            facts_.notes.push_back(std::string(method) + " " + why + ": left out");
            return 0;
        };
        c10::IValue value;
        try {
            value = answers_.ask(method, std::move(inputs));
        } catch (const Error& error) {
            facts_.notes.push_back(std::string(error.what()) + ": left out");
            return 0;
        }
        const Tensor logits = logits_in(value, n);
        if (!logits.defined()) {
            return leave_out("gives " + kind_of(value) + ", no logits [" + std::to_string(n) +
                             ", classes] of 2 to " + std::to_string(kMaxFlowClasses) + " classes");
        }
        if (!torch::isfinite(logits).all().item<bool>()) {
            return leave_out("is not finite");
        }
        if (is_one_logit(value, n)) {
            facts_.notes.push_back(std::string(method) +
                                   " gives one logit, read as that of the second of two classes");
        }
        return static_cast<int>(logits.size(1));
    }

    void learn_logits(const Tensor& x, const Tensor& last) {
        const int of_points = answers_.has("forward") ? learn_classes("forward", {x}) : 0;
        int of_states =
            answers_.has("tail") ? learn_classes("tail", {last, std::int64_t{facts_.layers}}) : 0;
        if (of_points > 0 && of_states > 0 && of_points != of_states) {
            facts_.notes.push_back("forward gives " + std::to_string(of_points) +
                                   " classes, tail " + std::to_string(of_states) +
                                   ": tail is left out");
            of_states = 0;
        }
        facts_.forward = of_points > 0;
        facts_.tail = of_states > 0;
        facts_.classes = of_points > 0 ? of_points : of_states > 0 ? of_states : facts_.classes;
    }

    Answers answers_;
    FlowFacts facts_;
};

}  // namespace

OpenedFlow open_flow(const std::string& bytes, std::span<const glm::vec2> points, int classes) {
    torch::jit::ExtraFilesMap none;
    torch::jit::Module module = load_script(bytes, none);
    module.eval();
    Answers answers(std::move(module));
    if (!answers.has("trajectory")) {
        throw Error(
            "it has no method trajectory(x), the states [layers + 1, n, dimension] of points x "
            "[n, 2]; README shows how to wrap a network");
    }
    auto flow = std::make_unique<const TorchScriptFlow>(std::move(answers), points, classes);
    FlowFacts facts = flow->facts();
    return {std::move(facts), std::move(flow)};
}

}  // namespace la
