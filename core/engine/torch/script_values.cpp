#include "core/engine/torch/script_values.h"

#include <algorithm>
#include <optional>
#include <sstream>
#include <vector>

#include "core/model/script_flow.h"

namespace la {

using torch::Tensor;

std::string shape_of(const Tensor& t) {
    std::ostringstream out;
    out << '[';
    for (std::int64_t i = 0; i < t.dim(); ++i) {
        out << (i > 0 ? ", " : "") << t.size(i);
    }
    out << ']';
    return out.str();
}

std::string kind_of(const c10::IValue& value) {
    if (!value.isTensor()) {
        return value.type()->repr_str();
    }
    const Tensor tensor = value.toTensor();
    return tensor.is_floating_point()
               ? shape_of(tensor)
               : shape_of(tensor) + " of " + c10::toString(tensor.scalar_type());
}

namespace {

// The tensors of a value, also those in a list, tuple or dict, in its order; of a dict those whose
// keys speak of logits first.
std::vector<Tensor> tensors_in(const c10::IValue& value) {
    std::vector<Tensor> out;
    const auto add = [&](const c10::IValue& part) {
        const std::vector<Tensor> found = tensors_in(part);
        out.insert(out.end(), found.begin(), found.end());
    };
    if (value.isTensor()) {
        out.push_back(value.toTensor());
    } else if (value.isTuple()) {
        for (const c10::IValue& part : value.toTupleRef().elements()) {
            add(part);
        }
    } else if (value.isList()) {
        for (const c10::IValue& part : value.toListRef()) {
            add(part);
        }
    } else if (value.isGenericDict()) {
        for (const bool named : {true, false}) {
            for (const auto& entry : value.toGenericDict()) {
                const bool logits = entry.key().isString() &&
                                    entry.key().toStringRef().find("logit") != std::string::npos;
                if (logits == named) {
                    add(entry.value());
                }
            }
        }
    }
    return out;
}

bool is_class_numbers(const Tensor& part, std::int64_t points) {
    const bool column = part.dim() == 1 || (part.dim() == 2 && part.size(1) == 1);
    return column && part.size(0) == points &&
           (part.scalar_type() == torch::kBool || c10::isIntegralType(part.scalar_type(), false));
}

Tensor logits_of_classes(const Tensor& numbers, int classes) {
    const Tensor at = numbers.to(torch::kLong).reshape({-1});
    if (at.numel() > 0 &&
        (at.min().item<std::int64_t>() < 0 || at.max().item<std::int64_t>() >= classes)) {
        return {};
    }
    return torch::one_hot(at, classes).to(torch::kFloat32);
}

}  // namespace

Tensor states_in(const c10::IValue& value, std::int64_t points, StatesLayout& layout) {
    if (value.isTuple()) {  // a list among its elements is one value
        for (const c10::IValue& part : value.toTupleRef().elements()) {
            if (Tensor found = states_in(part, points, layout); found.defined()) {
                return found;
            }
        }
    }
    const std::vector<Tensor> parts = tensors_in(value);
    for (const StatesLayout tried : {StatesLayout::LayersFirst, StatesLayout::PointsFirst}) {
        if (layout != StatesLayout::Unknown && layout != tried) {
            continue;
        }
        const std::int64_t at = tried == StatesLayout::LayersFirst ? 1 : 0;
        for (const Tensor& part : parts) {
            if (part.is_floating_point() && part.dim() == 3 && part.size(at) == points &&
                part.size(1 - at) > 1) {
                layout = tried;
                return at == 1 ? part : part.transpose(0, 1);
            }
        }
    }
    const bool clouds = parts.size() > 1 && std::ranges::all_of(parts, [&](const Tensor& part) {
                            return part.is_floating_point() && part.dim() == 2 &&
                                   part.size(0) == points && part.sizes() == parts.front().sizes();
                        });
    return clouds ? torch::stack(parts) : Tensor();
}

GivenLogits logits_in(const c10::IValue& value, std::int64_t points, int classes) {
    const std::vector<Tensor> parts = tensors_in(value);
    for (const Tensor& part : parts) {
        const bool column = part.dim() == 1 || (part.dim() == 2 && part.size(1) == 1);
        if (!part.is_floating_point() || part.dim() == 0 || part.size(0) != points) {
            continue;
        }
        if (column) {
            const Tensor logit = part.reshape({points, 1});
            return {torch::cat({torch::zeros_like(logit), logit}, 1),
                    "gives one logit, read as that of the second of two classes"};
        }
        if (part.dim() == 2 && part.size(1) <= kMaxFlowClasses) {
            return {part, ""};
        }
    }
    for (const Tensor& part : parts) {
        if (is_class_numbers(part, points)) {
            return {logits_of_classes(part, classes),
                    "gives a class for every point and no logits: its field has no gradations, "
                    "and its loss is not that of its training"};
        }
    }
    return {};
}

}  // namespace la
