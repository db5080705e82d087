#include "core/tensor_files/tensor_file.h"

#include "core/base/error.h"
#include "core/tensor_files/file_kinds.h"
#include "core/tensor_files/network_names.h"
#include "core/tensor_files/safetensors.h"
#include "core/tensor_files/state_dict.h"

namespace la {

namespace {

ModelFile read_weights(const std::string& bytes) {
    const Safetensors file = read_safetensors(bytes);
    ModelFile out;
    if (const auto config = file.metadata.find(kConfigKey); config != file.metadata.end()) {
        out.config = config->second;
    }
    for (const StoredTensor& tensor : file.tensors) {
        out.parameters.push_back({tensor.name, tensor.shape, elements(tensor.type, tensor.bytes)});
    }
    return out;
}

}  // namespace

std::optional<ModelFile> read_tensor_file(const std::string& bytes) {
    if (is_safetensors(bytes)) {
        ModelFile out = read_weights(bytes);
        drop_prefixes(out);
        rename_by_shapes(out);
        return out;
    }
    if (const std::string other = other_format(bytes); !other.empty()) {
        throw Error(other);
    }
    if (is_strange_script(bytes)) {
        return {};
    }
    ModelFile out = read_state_dict(bytes);
    drop_prefixes(out);
    rename_by_shapes(out);
    return out;
}

}  // namespace la
