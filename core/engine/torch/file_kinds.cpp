#include "core/engine/torch/file_kinds.h"

#include <algorithm>
#include <array>
#include <utility>

namespace la {

namespace {

using namespace std::string_view_literals;

std::string is(const std::string& what) {
    return "it is " + what + ", which this program does not read; " + kHowToSave;
}

bool holds(std::string_view bytes, std::string_view text) {
    return bytes.substr(0, 4096).find(text) != std::string_view::npos;
}

// Length of its header u64, then JSON.
bool is_safetensors(std::string_view bytes) {
    return bytes.size() > 10 && bytes[8] == '{' && bytes.substr(2, 6) == "\0\0\0\0\0\0"sv;
}

// A message of protocol buffers whose first field is the version of the format, a small number.
bool is_onnx(std::string_view bytes) {
    return bytes.size() > 16 && bytes[0] == 8 && bytes[1] > 0 && bytes[1] < 32 &&
           (holds(bytes, "pytorch") || holds(bytes, "onnx") || bytes[2] == 0x12 ||
            bytes[2] == 0x3a);
}

// The class of the first object in a pickle of protocol 2 or later: "collections OrderedDict".
std::pair<std::string, std::string> first_class(std::string_view pickle) {
    if (pickle.size() < 3 || pickle[2] != 'c') {
        return {};
    }
    const std::string_view text = pickle.substr(3, 200);
    const std::size_t module = text.find('\n');
    if (module == std::string_view::npos) {
        return {};
    }
    const std::size_t name = text.find('\n', module + 1);
    if (name == std::string_view::npos) {
        return {};
    }
    return {std::string(text.substr(0, module)),
            std::string(text.substr(module + 1, name - module - 1))};
}

}  // namespace

std::string other_format(std::string_view bytes) {
    if (bytes.starts_with("PK\x03\x04"sv)) {
        return holds(bytes, ".npy") ? is("a NumPy archive (npz)") : "";
    }
    static constexpr std::array<std::pair<std::string_view, const char*>, 5> kBeginnings{
        {{"\x89HDF"sv, "an HDF5 file, as Keras writes"},
         {"GGUF"sv, "a GGUF file"},
         {"\x93NUMPY"sv, "a NumPy array (npy)"},
         {"\x1f\x8b"sv, "compressed (gzip); unpack it first"},
         {"\x89LAS"sv, "a session of this program; open it with --session"}}};
    for (const auto& [begin, what] : kBeginnings) {
        if (bytes.starts_with(begin)) {
            return is(what);
        }
    }
    if (is_safetensors(bytes)) {
        return is("a safetensors file");
    }
    if (is_onnx(bytes)) {
        return is("an ONNX file");
    }
    if (bytes.starts_with("\x80\x02\x8a\x0a\x6c\xfc"sv)) {
        return is("a file of torch.save before PyTorch 1.6");
    }
    if (bytes.size() > 2 && bytes[0] == '\x80' && bytes[1] >= 2 && bytes[1] <= 5) {
        return is("a Python pickle");
    }
    return std::string("it is not a file of PyTorch 1.6 or later; ") + kHowToSave;
}

std::string other_object(std::string_view pickle) {
    const auto [module, name] = first_class(pickle);
    if (module.empty()) {
        return "";
    }
    if (module == "collections" && name == "OrderedDict") {
        return "it holds an OrderedDict, which LibTorch cannot read; save a plain dict: "
               "torch.save(dict(net.state_dict()), f)";
    }
    return "it holds a whole Python object of class " + module + "." + name +
           ", which only Python can read; " + kHowToSave;
}

}  // namespace la
