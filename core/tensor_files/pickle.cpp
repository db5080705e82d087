#include "core/tensor_files/pickle.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>

#include "core/base/error.h"
#include "core/tensor_files/file_kinds.h"

namespace la {

namespace {

using Kind = PickleValue::Kind;

constexpr std::size_t kMostValues = 500'000;
constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

constexpr const char* kOrderedDict = "collections OrderedDict";
constexpr const char* kTensor = "torch._utils _rebuild_tensor_v2";
constexpr const char* kParameter = "torch._utils _rebuild_parameter";
constexpr const char* kParameterWithState = "torch._utils _rebuild_parameter_with_state";
constexpr const char* kSize = "torch Size";
constexpr std::array<std::string_view, 5> kCalled{kOrderedDict, kTensor, kParameter,
                                                  kParameterWithState, kSize};
constexpr std::string_view kScriptClass = "__torch__.";

[[noreturn]] void damaged() {
    throw Error("it is damaged: its pickle makes no sense");
}

// Text of the file for a message: a name in Python, or what is there instead.
std::string printable(std::string_view text) {
    std::string out(text.substr(0, 120));
    std::ranges::replace_if(
        out, [](char c) { return c < ' ' || c > '~'; }, '?');
    return out;
}

// Module and name as one text.
bool is_known(std::string_view name) {
    return storage_type(name) || std::ranges::find(kCalled, name) != kCalled.end() ||
           name.starts_with(kScriptClass);
}

class Machine {
  public:
    Machine(std::string_view bytes, std::deque<std::string>& names, std::deque<PickleValue>& values)
        : left_(bytes), names_(names), values_(values) {}

    PickleRef run() {
        for (;;) {
            const auto code = static_cast<unsigned char>(take(1)[0]);
            if (code == '.') {
                return pop();
            }
            if (!constant(code) && !container(code) && !memo(code) && !call(code)) {
                throw Error("its pickle has the instruction " + std::to_string(code) +
                            ", which no file of tensors needs");
            }
        }
    }

  private:
    // --- bytes ---
    std::string_view take(std::uint64_t count) {
        if (count > left_.size()) {
            throw Error("it is damaged: its pickle is cut off");
        }
        const std::string_view out = left_.substr(0, count);
        left_.remove_prefix(count);
        return out;
    }
    std::uint64_t number(std::size_t size) {
        const std::string_view bytes = take(size);
        std::uint64_t out = 0;
        for (std::size_t i = size; i-- > 0;) {
            out = out << 8 | static_cast<unsigned char>(bytes[i]);
        }
        return out;
    }
    std::string_view line() {
        const std::size_t end = left_.find('\n');
        if (end == left_.npos) {
            damaged();
        }
        const std::string_view out = take(end);
        take(1);
        return out;
    }

    // --- stack: null is a mark ---
    PickleValue& make(Kind kind) {
        if (values_.size() >= kMostValues) {
            throw Error("its pickle has more objects than a file of tensors needs");
        }
        PickleValue& out = values_.emplace_back();
        out.kind = kind;
        return out;
    }
    void push(PickleRef value) { stack_.push_back(value); }
    void push_new(PickleValue value) {
        PickleValue& made = make(value.kind);
        made = std::move(value);
        push(&made);
    }
    PickleRef pop() {
        if (stack_.empty() || stack_.back() == nullptr) {
            damaged();
        }
        const PickleRef out = stack_.back();
        stack_.pop_back();
        return out;
    }
    // All values above the last mark, which goes, too.
    std::vector<PickleRef> pop_mark() {
        const auto mark = std::find(stack_.rbegin(), stack_.rend(), nullptr);
        if (mark == stack_.rend()) {
            damaged();
        }
        std::vector<PickleRef> out(mark.base(), stack_.end());
        stack_.erase(mark.base() - 1, stack_.end());
        return out;
    }
    std::vector<PickleRef> pop_some(std::size_t count) {
        std::vector<PickleRef> out(count);
        for (std::size_t i = count; i-- > 0;) {
            out[i] = pop();
        }
        return out;
    }
    PickleValue& top() {
        if (stack_.empty() || stack_.back() == nullptr) {
            damaged();
        }
        return *stack_.back();
    }

    // --- instructions; each answers whether the code is one of its kind ---
    bool constant(unsigned char code) {
        switch (code) {
            case 0x80:  // PROTO
                take(1);
                return true;
            case 0x95:  // FRAME
                take(8);
                return true;
            case 'N':
                push_new({.kind = Kind::None});
                return true;
            case 0x88:
            case 0x89:
                push_new({.kind = Kind::Bool, .number = code == 0x88});
                return true;
            case 'K':
                push_new({.kind = Kind::Number, .number = static_cast<std::int64_t>(number(1))});
                return true;
            case 'M':
                push_new({.kind = Kind::Number, .number = static_cast<std::int64_t>(number(2))});
                return true;
            case 'J':
                push_new({.kind = Kind::Number, .number = static_cast<std::int32_t>(number(4))});
                return true;
            case 0x8a:
                push_new({.kind = Kind::Number, .number = long_number()});
                return true;
            case 'G':
                push_new({.kind = Kind::Real, .real = real()});
                return true;
            case 'X':
                push_text(number(4));
                return true;
            case 0x8c:
                push_text(number(1));
                return true;
            case 0x8d:
                push_text(number(8));
                return true;
            default:
                return false;
        }
    }
    void push_text(std::uint64_t size) { push_new({.kind = Kind::Text, .text = take(size)}); }

    // Two's complement of so many bytes; one of more than eight is no size of a tensor.
    std::int64_t long_number() {
        const std::uint64_t size = number(1);
        if (size > 8) {
            take(size);
            return kLargest;
        }
        std::uint64_t out = number(size);
        if (size > 0 && size < 8 && (out >> (8 * size - 1) & 1) != 0) {
            out |= ~std::uint64_t{0} << (8 * size);
        }
        return static_cast<std::int64_t>(out);
    }
    double real() {  // big-endian
        std::uint64_t bits = 0;
        for (const char c : take(8)) {
            bits = bits << 8 | static_cast<unsigned char>(c);
        }
        return std::bit_cast<double>(bits);
    }

    bool container(unsigned char code) {
        switch (code) {
            case '(':
                push(nullptr);
                return true;
            case '}':
                push_new({.kind = Kind::Dict});
                return true;
            case ']':
                push_new({.kind = Kind::List});
                return true;
            case ')':
                push_new({.kind = Kind::Tuple});
                return true;
            case 't':
                push_tuple(pop_mark());
                return true;
            case 0x85:
            case 0x86:
            case 0x87:
                push_tuple(pop_some(code - 0x84u));
                return true;
            case 'a':
                fill(Kind::List, pop_some(1));
                return true;
            case 'e':
                fill(Kind::List, pop_mark());
                return true;
            case 's':
                fill(Kind::Dict, pop_some(2));
                return true;
            case 'u':
                fill(Kind::Dict, pop_mark());
                return true;
            case '0':
                pop();
                return true;
            default:
                return false;
        }
    }
    void push_tuple(std::vector<PickleRef> items) {
        push_new({.kind = Kind::Tuple, .items = std::move(items)});
    }
    void fill(Kind kind, const std::vector<PickleRef>& items) {
        PickleValue& into = top();
        if (into.kind != kind || (kind == Kind::Dict && items.size() % 2 != 0)) {
            damaged();
        }
        into.items.insert(into.items.end(), items.begin(), items.end());
    }

    bool memo(unsigned char code) {
        switch (code) {
            case 'q':
                memo_[number(1)] = &top();
                return true;
            case 'r':
                memo_[number(4)] = &top();
                return true;
            case 0x94:
                memo_[memo_.size()] = &top();
                return true;
            case 'h':
                push_kept(number(1));
                return true;
            case 'j':
                push_kept(number(4));
                return true;
            default:
                return false;
        }
    }
    void push_kept(std::uint64_t key) {
        const auto at = memo_.find(key);
        if (at == memo_.end()) {
            damaged();
        }
        push(at->second);
    }

    bool call(unsigned char code) {
        switch (code) {
            case 'c': {
                const std::string_view module = line();
                push_global(module, line());
                return true;
            }
            case 0x93: {  // STACK_GLOBAL
                const std::string_view name = pop()->text;
                push_global(pop()->text, name);
                return true;
            }
            case 'R': {
                const PickleRef arguments = pop();
                reduce(*pop(), *arguments);
                return true;
            }
            case 0x81: {  // NEWOBJ
                pop();
                const PickleRef of = pop();
                if (of->kind != Kind::Global || !of->text.starts_with(kScriptClass)) {
                    damaged();
                }
                push_new({.kind = Kind::Object, .text = of->text});
                return true;
            }
            case 'b':
                build(*pop());
                return true;
            case 'Q':
                push_storage(*pop());
                return true;
            default:
                return false;
        }
    }

    void push_global(std::string_view module, std::string_view name) {
        names_.push_back(std::string(module) + " " + std::string(name));
        if (!is_known(names_.back())) {
            throw Error("it holds a whole Python object of class " + printable(module) + "." +
                        printable(name) + ", which only Python can read; " + kHowToSave);
        }
        push_new({.kind = Kind::Global, .text = names_.back()});
    }

    // Attributes of an object. Those of an OrderedDict, its _metadata, are not needed.
    void build(const PickleValue& state) {
        PickleValue& object = top();
        if (state.kind != Kind::Dict ||
            (object.kind != Kind::Object && object.kind != Kind::Dict)) {
            damaged();
        }
        if (object.kind == Kind::Object) {
            object.items = state.items;
        }
    }

    // ("storage", type, key, device, elements)
    void push_storage(const PickleValue& id) {
        if (id.kind != Kind::Tuple || id.items.size() != 5 || id.items[0]->text != "storage" ||
            id.items[2]->kind != Kind::Text || id.items[4]->kind != Kind::Number ||
            id.items[1]->kind != Kind::Global) {
            damaged();
        }
        const std::optional<ElementType> type = storage_type(id.items[1]->text);
        if (!type) {
            damaged();
        }
        push_new({.kind = Kind::Storage,
                  .tensor = {.storage = id.items[2]->text,
                             .type = *type,
                             .storage_size = id.items[4]->number}});
    }

    void reduce(const PickleValue& function, const PickleValue& arguments) {
        if (function.kind != Kind::Global || arguments.kind != Kind::Tuple) {
            damaged();
        }
        // What they are made of is read as it is.
        const bool parameter =
            (function.text == kParameter || function.text == kParameterWithState) &&
            !arguments.items.empty() && arguments.items[0]->kind == Kind::Tensor;
        const bool size = function.text == kSize && arguments.items.size() == 1;
        if (function.text == kOrderedDict && arguments.items.empty()) {
            push_new({.kind = Kind::Dict});
        } else if (function.text == kTensor) {
            push_tensor(arguments.items);
        } else if (parameter || size) {
            push(arguments.items[0]);
        } else {
            damaged();
        }
    }

    static Shape sizes(const PickleValue& tuple) {
        Shape out;
        for (const PickleRef item : tuple.items) {
            if (item->kind != Kind::Number || out.size() == 64) {
                damaged();
            }
            out.push_back(item->number);
        }
        return out;
    }

    // (storage, offset, shape, strides, gradient, hooks, marks)
    void push_tensor(const std::vector<PickleRef>& given) {
        if (given.size() < 4 || given[0]->kind != Kind::Storage || given[1]->kind != Kind::Number ||
            given[2]->kind != Kind::Tuple || given[3]->kind != Kind::Tuple) {
            damaged();
        }
        // "neg", "conj": its values are not those of its storage.
        if (given.size() > 6 && !given[6]->items.empty()) {
            throw Error("it holds a tensor that only refers to values, marked " +
                        printable(given[6]->items[0]->text) +
                        "; in Python, save tensor.resolve_neg() or tensor.resolve_conj()");
        }
        PickleTensor tensor = given[0]->tensor;
        tensor.offset = given[1]->number;
        tensor.shape = sizes(*given[2]);
        tensor.strides = sizes(*given[3]);
        if (tensor.shape.size() != tensor.strides.size()) {
            damaged();
        }
        push_new({.kind = Kind::Tensor, .tensor = std::move(tensor)});
    }

    std::string_view left_;
    std::deque<std::string>& names_;
    std::deque<PickleValue>& values_;
    std::vector<PickleRef> stack_;
    std::unordered_map<std::uint64_t, PickleRef> memo_;
};

}  // namespace

const PickleValue* PickleValue::find(std::string_view key) const {
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
        if ((kind == Kind::Dict || kind == Kind::Object) && items[i]->kind == Kind::Text &&
            items[i]->text == key) {
            return items[i + 1];
        }
    }
    return nullptr;
}

Pickle::Pickle(std::string_view bytes) : root_(Machine(bytes, names_, values_).run()) {}

}  // namespace la
