#include "core/engine/torch/script_flow.h"

#include <torch/script.h>

#include <optional>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/engine/torch/script_file.h"
#include "core/engine/torch/script_values.h"

namespace la {

using torch::Tensor;

namespace {

Tensor on_the_host(const Tensor& values) {
    return values.to(torch::kCPU, torch::kFloat32).contiguous();
}

constexpr const char* kNoTrajectory =
    "it has no method trajectory(x), the states [layers + 1, n, dimension] of points x [n, 2]; "
    "docs/files.md shows how to wrap a network";
constexpr int kTimes = 11;  // of a flow that is asked for times, 0 to 1

// Calls methods of a model. Throws Error.
class Answers {
  public:
    explicit Answers(torch::jit::Module module) : module_(std::move(module)) {
        std::optional<torch::ScalarType> found;
        bool several = false;
        const auto look = [&](const Tensor& tensor) {
            if (tensor.is_floating_point()) {
                several = several || (found && *found != tensor.scalar_type());
                found = found ? *found : tensor.scalar_type();
            }
        };
        for (const Tensor& parameter : module_.parameters()) {
            look(parameter);
        }
        for (const Tensor& buffer : module_.buffers()) {
            look(buffer);
        }
        type_ = found.value_or(torch::kFloat32);
        const bool half = type_ == torch::kHalf || type_ == torch::kBFloat16;
        if (half || several) {  // the CPU lacks most operators of half precision
            note_ = std::string("its weights have ") +
                    (several ? "several precisions" : "half precision") +
                    "; shown in single precision";
            module_.to(torch::kFloat32);
            type_ = torch::kFloat32;
        }
    }

    bool has(const char* method) const { return module_.find_method(method).has_value(); }
    // What was changed to ask it; empty: nothing.
    const std::string& note() const { return note_; }

    // Gives points in double precision from now on: constants in the code may need it.
    void use_double() { type_ = torch::kDouble; }
    bool uses_double() const { return type_ == torch::kDouble; }

    // Whether a method takes times behind the points, as those of torchdyn do.
    bool takes_times(const char* method) const {
        const auto& arguments = module_.get_method(method).function().getSchema().arguments();
        return arguments.size() == 3 && !arguments[2].default_value() &&
               arguments[2].type()->kind() == c10::TypeKind::TensorType;
    }

    c10::IValue ask(const char* method, std::vector<c10::IValue> inputs) const {
        const c10::InferenceMode no_gradients;
        try {
            inputs.front() = inputs.front().toTensor().to(type_);
            if (inputs.size() == 1 && takes_times(method)) {
                inputs.emplace_back(torch::linspace(0, 1, kTimes, type_));
            }
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
    std::string note_;
};

class TorchScriptFlow : public ScriptFlow {
  public:
    TorchScriptFlow(Answers answers, std::span<const glm::vec2> points, int classes)
        : answers_(std::move(answers)),
          method_(answers_.has("trajectory") ? "trajectory" : "forward") {
        facts_.classes = classes;
        const auto n = static_cast<std::int64_t>(points.size());
        Tensor x = torch::empty({n, 2});
        for (std::int64_t i = 0; i < n; ++i) {
            x[i][0] = points[i].x;
            x[i][1] = points[i].y;
        }
        if (!answers_.note().empty()) {
            facts_.notes.push_back(answers_.note());
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
                          : from == 0 ? on_the_host(trajectory(plane(x)))[0].slice(1, 0, width_)
                                      : all(x).slice(1, 0, width_).contiguous();
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

    [[noreturn]] void refuse_states(const std::string& given, const Tensor& x) const {
        if (std::string_view(method_) == "forward") {
            throw Error(kNoTrajectory);
        }
        throw Error("trajectory gives " + given + " for points " + shape_of(x) +
                    "; expected [layers + 1, " + std::to_string(x.size(0)) +
                    ", dimension], 1 layer at least");
    }

    // Those of the layers that are shown, and of two dimensions at least. Before learn_states all.
    Tensor trajectory(const Tensor& x) const {
        StatesLayout layout = layout_;
        const c10::IValue value = answers_.ask(method_, {x});
        Tensor out = states_in(value, x.size(0), layout);
        if (!out.defined()) {
            refuse_states(kind_of(value), x);
        }
        if (facts_.layers > 0 && out.size(0) > facts_.layers) {
            out = out.slice(0, 0, facts_.layers + 1);
        }
        return out.size(2) == 1 ? torch::constant_pad_nd(out, {0, 1}) : out;
    }

    Tensor logits_of(const char* method, std::vector<c10::IValue> inputs) const {
        const std::int64_t n = inputs.front().toTensor().size(0);
        Tensor out = logits_in(answers_.ask(method, std::move(inputs)), n, facts_.classes).logits;
        if (!out.defined()) {
            throw Error(std::string(method) + " gives no logits any more");
        }
        return out;
    }

    // Finds the method that gives states, the precision of its points, and the order of its answer.
    Tensor first_states(const Tensor& x) {
        const auto ask = [&] {
            const c10::IValue value = answers_.ask(method_, {x});
            Tensor out = states_in(value, x.size(0), layout_);
            if (!out.defined()) {
                refuse_states(kind_of(value), x);
            }
            width_ = out.size(2);
            return on_the_host(out.size(2) == 1 ? torch::constant_pad_nd(out, {0, 1}) : out);
        };
        try {
            return ask();
        } catch (const Error&) {
            if (answers_.uses_double()) {
                throw;
            }
            const std::exception_ptr in_single = std::current_exception();
            answers_.use_double();
            try {
                return ask();
            } catch (const Error&) {
                std::rethrow_exception(in_single);
            }
        }
    }

    void note_states() {
        if (std::string_view(method_) != "trajectory") {
            facts_.notes.emplace_back(
                "it has no trajectory: forward gives its states, and no boundary is shown of it");
        }
        if (answers_.takes_times(method_)) {
            facts_.notes.push_back(std::string(method_) + " takes times: asked for " +
                                   std::to_string(kTimes) + " of them, 0 to 1");
        }
        if (layout_ == StatesLayout::PointsFirst) {
            facts_.notes.push_back(std::string(method_) +
                                   " gives points before layers; read in that order");
        }
        if (width_ == 1) {
            facts_.notes.emplace_back(
                "its states have one dimension; shown on a line of the plane");
        }
    }

    // Returns the states at the last layer.
    Tensor learn_states(const Tensor& x) {
        const Tensor states = first_states(x);
        if (states.size(0) < 2) {
            refuse_states(shape_of(states), x);
        }
        if (states.size(0) > kMaxFlowLayers + 1 || states.size(2) > kMaxFlowDimensions) {
            throw Error("trajectory gives " + shape_of(states) + ": more than " +
                        std::to_string(kMaxFlowLayers) + " layers or " +
                        std::to_string(kMaxFlowDimensions) + " dimensions");
        }
        note_states();
        facts_.layers = static_cast<int>(states.size(0)) - 1;
        facts_.dimension = static_cast<int>(states.size(2));
        for (int k = 0; k <= facts_.layers; ++k) {
            if (torch::isfinite(states[k]).all().item<bool>()) {
                continue;
            }
            if (k < 2) {
                throw Error("its states are not finite at layer " + std::to_string(k));
            }
            facts_.notes.push_back("its states are not finite from layer " + std::to_string(k) +
                                   " on: left out");
            facts_.layers = k - 1;
        }
        return states[facts_.layers].slice(1, 0, width_).contiguous();
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
        const auto [logits, note] = logits_in(value, n, facts_.classes);
        if (!logits.defined()) {
            return leave_out("gives " + kind_of(value) + ", no logits [" + std::to_string(n) +
                             ", classes] of 2 to " + std::to_string(kMaxFlowClasses) + " classes" +
                             (note.empty() ? "" : " nor classes of the data"));
        }
        if (!torch::isfinite(logits).all().item<bool>()) {
            return leave_out("is not finite");
        }
        if (!note.empty()) {
            facts_.notes.push_back(std::string(method) + ' ' + note);
        }
        return static_cast<int>(logits.size(1));
    }

    void learn_logits(const Tensor& x, const Tensor& last) {
        const bool decides = answers_.has("forward") && std::string_view(method_) != "forward";
        const int of_points = decides ? learn_classes("forward", {x}) : 0;
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
    const char* method_;  // that gives the states
    FlowFacts facts_;
    StatesLayout layout_ = StatesLayout::Unknown;
    std::int64_t width_ = 2;  // dimension of its own states: 1 where those shown have 2
};

}  // namespace

OpenedFlow open_flow(const std::string& bytes, std::span<const glm::vec2> points, int classes) {
    torch::jit::ExtraFilesMap none;
    torch::jit::Module module = load_script(bytes, none);
    module.eval();
    Answers answers(std::move(module));
    if (!answers.has("trajectory") && !answers.has("forward")) {
        throw Error(kNoTrajectory);
    }
    auto flow = std::make_unique<const TorchScriptFlow>(std::move(answers), points, classes);
    FlowFacts facts = flow->facts();
    return {std::move(facts), std::move(flow)};
}

}  // namespace la
