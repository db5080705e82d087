#include "core/tensor_files/element_type.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

#include "core/base/byte_stream.h"
#include "core/base/error.h"

namespace la {

namespace {

constexpr std::array<std::pair<std::string_view, ElementType>, 10> kStorages{
    {{"torch DoubleStorage", ElementType::F64},
     {"torch FloatStorage", ElementType::F32},
     {"torch HalfStorage", ElementType::F16},
     {"torch BFloat16Storage", ElementType::BF16},
     {"torch LongStorage", ElementType::I64},
     {"torch IntStorage", ElementType::I32},
     {"torch ShortStorage", ElementType::I16},
     {"torch CharStorage", ElementType::I8},
     {"torch ByteStorage", ElementType::U8},
     {"torch BoolStorage", ElementType::Bool}}};

std::uint16_t load16(const char* from) {
    return static_cast<std::uint16_t>(static_cast<unsigned char>(from[0]) |
                                      static_cast<unsigned char>(from[1]) << 8);
}

// IEEE half precision: 5 bits of exponent, 10 of fraction.
float half(std::uint16_t bits) {
    const std::uint32_t sign = (bits & 0x8000u) << 16;
    const std::uint32_t exponent = bits >> 10 & 0x1f, fraction = bits & 0x3ff;
    if (exponent == 0) {  // zero and subnormal numbers, in units of 2^-24
        const float size = std::ldexp(static_cast<float>(fraction), -24);
        return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(size));
    }
    const std::uint32_t wide = exponent == 0x1f ? 0xff : exponent + 112;
    return std::bit_cast<float>(sign | wide << 23 | fraction << 13);
}

}  // namespace

std::optional<ElementType> storage_type(std::string_view name) {
    const auto at =
        std::ranges::find(kStorages, name, &std::pair<std::string_view, ElementType>::first);
    return at == kStorages.end() ? std::nullopt : std::optional(at->second);
}

std::size_t bytes_of(ElementType type) {
    switch (type) {
        case ElementType::F64:
        case ElementType::I64:
            return 8;
        case ElementType::F32:
        case ElementType::I32:
            return 4;
        case ElementType::F16:
        case ElementType::BF16:
        case ElementType::I16:
            return 2;
        case ElementType::I8:
        case ElementType::U8:
        case ElementType::Bool:
            return 1;
    }
    return 1;
}

float element(ElementType type, const char* from) {
    switch (type) {
        case ElementType::F64:
            return static_cast<float>(bytes::load<double>(from));
        case ElementType::F32:
            return bytes::load<float>(from);
        case ElementType::F16:
            return half(load16(from));
        case ElementType::BF16:
            return std::bit_cast<float>(std::uint32_t{load16(from)} << 16);
        case ElementType::I64:
            return static_cast<float>(bytes::load<std::int64_t>(from));
        case ElementType::I32:
            return static_cast<float>(bytes::load<std::int32_t>(from));
        case ElementType::I16:
            return static_cast<std::int16_t>(load16(from));
        case ElementType::I8:
            return static_cast<signed char>(*from);
        case ElementType::U8:
            return static_cast<unsigned char>(*from);
        case ElementType::Bool:
            return *from != 0 ? 1.0f : 0.0f;
    }
    return 0;
}

std::vector<float> elements(ElementType type, std::string_view bytes) {
    const std::size_t size = bytes_of(type);
    std::vector<float> out(bytes.size() / size);
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = element(type, bytes.data() + i * size);
    }
    return out;
}

std::uint64_t element_count(std::span<const std::int64_t> shape, std::uint64_t most) {
    std::uint64_t out = 1;
    bool none = false;
    for (const std::int64_t size : shape) {
        none = none || size == 0;
        if (size < 0 || (size > 0 && out > most / static_cast<std::uint64_t>(size))) {
            throw Error("it is damaged: a tensor has the shape " + shape_text(shape));
        }
        out *= size == 0 ? 1 : static_cast<std::uint64_t>(size);
    }
    return none ? 0 : out;
}

std::uint64_t most_elements(std::uint64_t file_bytes) {
    constexpr std::uint64_t kShared = std::uint64_t{1} << 24;  // 64 MiB of them
    return std::max(file_bytes, kShared);
}

std::string shape_text(std::span<const std::int64_t> shape) {
    std::string out = "[";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (i == 8) {
            return out + ", ...]";
        }
        out += (i > 0 ? ", " : "") + std::to_string(shape[i]);
    }
    return out + "]";
}

}  // namespace la
