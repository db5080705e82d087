#include "core/tensor_files/file_kinds.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/tensor_files/safetensors.h"

namespace la {

namespace {

using namespace std::string_view_literals;

std::string is(const std::string& what) {
    return "it is " + what + ", which this program does not read; " + kHowToSave;
}

bool holds(std::string_view bytes, std::string_view text) {
    return bytes.substr(0, 4096).find(text) != std::string_view::npos;
}

// A message of protocol buffers whose first field is the version of the format, a small number.
bool is_onnx(std::string_view bytes) {
    return bytes.size() > 16 && bytes[0] == 8 && bytes[1] > 0 && bytes[1] < 32 &&
           (holds(bytes, "pytorch") || holds(bytes, "onnx") || bytes[2] == 0x12 ||
            bytes[2] == 0x3a);
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
        return "";
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

}  // namespace la
