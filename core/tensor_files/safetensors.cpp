#include "core/tensor_files/safetensors.h"

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/byte_stream.h"
#include "core/base/error.h"
#include "core/base/message_line.h"
#include "core/config/json_guard.h"

namespace la {

namespace {

using namespace std::string_view_literals;
using Json = nlohmann::json;

constexpr std::size_t kLengthBytes = 8, kAlignment = 8;
constexpr const char* kMetadata = "__metadata__";

constexpr std::array<std::pair<std::string_view, ElementType>, 10> kTypes{
    {{"F64", ElementType::F64},
     {"F32", ElementType::F32},
     {"F16", ElementType::F16},
     {"BF16", ElementType::BF16},
     {"I64", ElementType::I64},
     {"I32", ElementType::I32},
     {"I16", ElementType::I16},
     {"I8", ElementType::I8},
     {"U8", ElementType::U8},
     {"BOOL", ElementType::Bool}}};

std::string_view name_of(ElementType type) {
    return std::ranges::find(kTypes, type, &std::pair<std::string_view, ElementType>::second)
        ->first;
}

[[noreturn]] void damaged(const std::string& what) {
    throw Error("it is damaged: " + message_line(what, 1000));
}

Json parse_header(std::string_view text) {
    guard_json(text);
    Json out = Json::parse(text, nullptr, false);
    if (!out.is_object()) {
        damaged("its header is no JSON object");
    }
    return out;
}

ElementType type_of(const std::string& name, const Json& entry) {
    const auto type = entry.find("dtype");
    if (type == entry.end() || !type->is_string()) {
        damaged(name + " has no dtype");
    }
    const auto text = type->get<std::string>();
    const auto at =
        std::ranges::find(kTypes, text, &std::pair<std::string_view, ElementType>::first);
    if (at == kTypes.end()) {
        throw Error(message_line(name, 200) + " has the type " + message_line(text, 40) +
                    ", which is not read; save it as float32");
    }
    return at->second;
}

std::vector<std::int64_t> whole_numbers(const std::string& name, const Json& entry,
                                        const char* key) {
    const auto list = entry.find(key);
    std::vector<std::int64_t> out;
    if (list == entry.end() || !list->is_array() || list->size() > 64) {
        damaged(name + " has no " + key);
    }
    for (const Json& number : *list) {
        if (!number.is_number_unsigned() ||
            number.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max()) {
            damaged(name + " has a " + key + " that is no list of sizes");
        }
        out.push_back(number.get<std::int64_t>());
    }
    return out;
}

StoredTensor read_tensor(const std::string& name, const Json& entry, std::string_view data) {
    if (!entry.is_object()) {
        damaged("its header has no object for " + name);
    }
    StoredTensor out{.name = name,
                     .type = type_of(name, entry),
                     .shape = whole_numbers(name, entry, "shape"),
                     .bytes = {}};
    const std::vector<std::int64_t> range = whole_numbers(name, entry, "data_offsets");
    if (range.size() != 2 || range[0] > range[1] ||
        static_cast<std::uint64_t>(range[1]) > data.size()) {
        damaged(name + " lies beyond its end; it may be cut off");
    }
    out.bytes = data.substr(range[0], range[1] - range[0]);
    const std::uint64_t count = element_count(out.shape, data.size());
    if (count * bytes_of(out.type) != out.bytes.size()) {
        damaged(name + " has another size than its shape " + shape_text(out.shape));
    }
    return out;
}

void read_metadata(const Json& entry, Safetensors& out) {
    if (!entry.is_object()) {
        damaged("its __metadata__ is no object");
    }
    for (const auto& [key, value] : entry.items()) {
        if (!value.is_string()) {
            damaged("its __metadata__ has something else than text");
        }
        out.metadata[key] = value.get<std::string>();
    }
}

}  // namespace

const StoredTensor* Safetensors::find(std::string_view name) const {
    const auto at = std::ranges::find(tensors, name, &StoredTensor::name);
    return at == tensors.end() ? nullptr : &*at;
}

bool is_safetensors(std::string_view bytes) {
    return bytes.size() > kLengthBytes && bytes[kLengthBytes] == '{' &&
           bytes.substr(5, 3) == "\0\0\0"sv;
}

Safetensors read_safetensors(std::string_view bytes) {
    if (!is_safetensors(bytes)) {
        damaged("its header does not begin");
    }
    const auto length = bytes::load<std::uint64_t>(bytes.data());
    if (length > bytes.size() - kLengthBytes) {
        damaged("its header is cut off");
    }
    const Json header = parse_header(bytes.substr(kLengthBytes, length));
    const std::string_view data = bytes.substr(kLengthBytes + length);
    Safetensors out;
    for (const auto& [name, entry] : header.items()) {
        if (name == kMetadata) {
            read_metadata(entry, out);
        } else {
            out.tensors.push_back(read_tensor(name, entry, data));
        }
    }
    std::ranges::stable_sort(out.tensors, {}, [](const StoredTensor& t) { return t.bytes.data(); });
    std::uint64_t total = 0;  // tensors of a file do not share bytes, so that memory has a bound
    for (const StoredTensor& tensor : out.tensors) {
        total += tensor.bytes.size();
    }
    if (total != data.size()) {
        damaged("its tensors have " + std::to_string(total) + " bytes, it has " +
                std::to_string(data.size()) + "; it may be cut off");
    }
    return out;
}

std::string write_safetensors(const Safetensors& file) {
    Json header = Json::object();
    if (!file.metadata.empty()) {
        header[kMetadata] = file.metadata;
    }
    std::uint64_t at = 0;
    for (const StoredTensor& tensor : file.tensors) {
        const std::uint64_t end = at + tensor.bytes.size();
        header[tensor.name] = {
            {"dtype", name_of(tensor.type)}, {"shape", tensor.shape}, {"data_offsets", {at, end}}};
        at = end;
    }
    std::string text = header.dump(-1, ' ', false, Json::error_handler_t::replace);
    text.resize((text.size() + kAlignment - 1) / kAlignment * kAlignment, ' ');
    ByteWriter length;
    length.put(static_cast<std::uint64_t>(text.size()));
    std::string out = length.take() + text;
    out.reserve(out.size() + at);
    for (const StoredTensor& tensor : file.tensors) {
        out += tensor.bytes;
    }
    return out;
}

}  // namespace la
