#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/tensor_files/element_type.h"

namespace la {

// A safetensors file: the length of a JSON header (u64), the header, and the bytes of the tensors
// without gaps. The header has dtype, shape and data_offsets of every tensor, and texts by name in
// "__metadata__". Nothing in it is a program. https://github.com/huggingface/safetensors

struct StoredTensor {
    std::string name;
    ElementType type = ElementType::F32;
    Shape shape;             // row-major
    std::string_view bytes;  // of the file, or of whoever writes one
};

struct Safetensors {
    std::map<std::string, std::string> metadata;
    std::vector<StoredTensor> tensors;  // read: in the order of their bytes

    const StoredTensor* find(std::string_view name) const;  // null: there is none
};

// Is it this format, by its first bytes?
bool is_safetensors(std::string_view bytes);

// The tensors are views of `bytes`. Throws Error without the file's name: bytes that are not what
// the header says, types that have no numbers.
Safetensors read_safetensors(std::string_view bytes);

// The bytes of a file, in the order of the tensors; the data begins at a multiple of 8.
std::string write_safetensors(const Safetensors& file);

}  // namespace la
