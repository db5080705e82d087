#include "core/engine/torch/script_file.h"

#include <array>
#include <sstream>
#include <string_view>

#include "core/base/error.h"

namespace la {

namespace {

constexpr std::size_t kLongestCause = 240;

// Lines of a message that show where in the source, or in LibTorch, an error arose.
bool shows_a_place(std::string_view line) {
    for (const std::string_view begin :
         {"frame #", "Exception raised from", "Traceback of TorchScript", "Serialized   File",
          "Original   ", "File \"", "The following operation failed", "debug_handle"}) {
        if (line.starts_with(begin)) {
            return true;
        }
    }
    return line.find_first_not_of("~<-. HERE\t") == std::string_view::npos;
}

std::string_view trimmed(std::string_view line) {
    const std::size_t first = line.find_first_not_of(" \t\r");
    return first == std::string_view::npos
               ? std::string_view()
               : line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

// "(fn at ...cpp:12)" and the like at the end of a line, and who tells it at its begin.
std::string without_place(std::string line) {
    for (const std::string_view begin :
         {"RuntimeError: ", "torch.jit.Error: ", "c10::Error: ", "Error: "}) {
        if (line.starts_with(begin)) {
            line.erase(0, begin.size());
        }
    }
    if (const std::size_t at = line.find(" (Exception raised from"); at != std::string::npos) {
        line.erase(at);
    }
    return line;
}

// What a sandbox refuses reaches the model as an error of the system.
bool was_forbidden(std::string_view text) {
    return text.find("Operation not permitted") != std::string_view::npos;
}

// The operator or the file version that this LibTorch lacks; empty if that is not the trouble.
std::string too_new(std::string_view text) {
    const auto word_after = [&](std::string_view before) {
        const std::size_t at = text.find(before);
        if (at == std::string_view::npos) {
            return std::string();
        }
        const std::string_view rest = text.substr(at + before.size());
        return std::string(rest.substr(0, rest.find_first_of(" \n.,;()'\"")));
    };
    constexpr const char* kWay =
        "; this is LibTorch " TORCH_VERSION ": save the model with an older PyTorch, or without it";
    if (const std::string name = word_after("Unknown builtin op: "); !name.empty()) {
        return "it needs the operator " + name + kWay;
    }
    for (const char* sign :
         {"file format version: ", "Attempted to read a PyTorch file with version "}) {
        if (const std::string number = word_after(sign); !number.empty()) {
            return "it has the file format " + number + kWay;
        }
    }
    if (const std::string name = word_after("Unknown type name '"); !name.empty()) {
        return "it uses the type " + name + kWay;
    }
    return "";
}

// LibTorch ends the process while it writes an error message if the files that tell where a line of
// code comes from are damaged. Under another name it does not find them.
std::string without_debug_files(std::string bytes) {
    constexpr std::string_view kName = ".debug_pkl";
    for (std::size_t at = bytes.find(kName); at != std::string::npos; at = bytes.find(kName, at)) {
        bytes[at + kName.size() - 1] = '_';
    }
    return bytes;
}

}  // namespace

std::string cause_of(const std::exception& error) {
    const std::string_view text = error.what();
    if (was_forbidden(text)) {
        return "it asks the system for more than to compute, which a model may not (a file, or "
               "another program)";
    }
    if (text.find("can't allocate memory") != std::string_view::npos ||
        text.find("bad_alloc") != std::string_view::npos) {
        return "it asks for more memory than a model may have";
    }
    std::istringstream lines{std::string(text)};
    std::string cause, line;
    while (std::getline(lines, line)) {
        const std::string_view said = trimmed(line);
        if (said.empty() || shows_a_place(said)) {
            continue;
        }
        const bool names_error = said.find("Error") != std::string_view::npos;
        if (cause.empty() || names_error) {
            cause = said;
        }
    }
    cause = without_place(cause);
    return cause.size() > kLongestCause ? cause.substr(0, kLongestCause) + " ..." : cause;
}

torch::jit::Module load_script(const std::string& bytes, torch::jit::ExtraFilesMap& extra) {
    std::istringstream in(without_debug_files(bytes));
    try {
        return torch::jit::load(in, torch::Device(torch::kCPU), extra);
    } catch (const std::bad_alloc&) {
        throw Error("it asks for more memory than a model may have");
    } catch (const std::exception& error) {
        if (const std::string newer = too_new(error.what()); !newer.empty()) {
            throw Error(newer);
        }
        throw Error("LibTorch cannot load it: " + cause_of(error));
    }
}

}  // namespace la
