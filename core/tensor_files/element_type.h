#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace la {

// How the numbers of a tensor are stored in a file: little-endian, floating-point numbers by IEEE
// 754; BF16 is the upper half of a single-precision number.
enum class ElementType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

std::size_t bytes_of(ElementType type);

// Of a storage of PyTorch, by the name of its class: "torch FloatStorage".
std::optional<ElementType> storage_type(std::string_view name);

// One element as a number. Single, half and bfloat16 are exact; double is rounded. `from` has
// bytes_of(type) bytes.
float element(ElementType type, const char* from);

// All elements of bytes, whose size is a multiple of bytes_of(type).
std::vector<float> elements(ElementType type, std::string_view bytes);

using Shape = std::vector<std::int64_t>;

// The number of elements of a shape. Throws Error ("it is damaged") where a size is negative or
// there are more than `most`.
std::uint64_t element_count(std::span<const std::int64_t> shape, std::uint64_t most);

// The most numbers that the tensors of a file of so many bytes have together. Tensors that share
// their numbers, as those of tied layers do, take no room in a file; memory has a bound all the
// same.
std::uint64_t most_elements(std::uint64_t file_bytes);
inline constexpr const char* kTooLargeTogether =
    "its tensors share their numbers, and are too large together";

// "[16, 2]", for messages.
std::string shape_text(std::span<const std::int64_t> shape);

}  // namespace la
