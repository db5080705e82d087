#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/tensor_files/element_type.h"

namespace la {

// The objects of a Python pickle, as far as torch.save needs them for tensors by name. A pickle is
// a program for a machine that may call anything; this machine knows a small, closed set of
// instructions, builds values and calls nothing. Any other instruction is refused by its number,
// any other Python name by that name.

struct PickleValue;

// Values live in their Pickle, so that one may stand in several places or within itself.
using PickleRef = PickleValue*;

// Elements of a storage, laid out by offset and strides, in elements.
struct PickleTensor {
    std::string_view storage;  // its key: the file is data/KEY
    ElementType type = ElementType::F32;
    std::int64_t storage_size = 0;  // elements
    std::int64_t offset = 0;
    Shape shape, strides;
};

struct PickleValue {
    enum class Kind {
        None,
        Bool,    // number
        Number,  // number: a whole one
        Real,
        Text,  // text: UTF-8
        Tuple,
        List,
        Dict,    // items: key, value, key, value, ...
        Object,  // of a TorchScript class: text is its name, items as those of a dict
        Global,  // a Python name of the closed set: text, "torch FloatStorage"
        Storage,
        Tensor,
    };
    Kind kind = Kind::None;
    std::int64_t number = 0;
    double real = 0;
    std::string_view text{};
    std::vector<PickleRef> items{};
    PickleTensor tensor{};  // of a storage: without shape and strides

    const PickleValue* find(
        std::string_view key) const;  // of a dict or object; null: there is none
};

// Runs the pickle at once. Throws Error without the file's name. `bytes` must outlive it.
class Pickle {
  public:
    explicit Pickle(std::string_view bytes);

    const PickleValue& root() const { return *root_; }

  private:
    std::deque<std::string> names_;  // Python names, of which values are views
    std::deque<PickleValue> values_;
    PickleRef root_ = nullptr;
};

}  // namespace la
