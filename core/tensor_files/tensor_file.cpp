#include "core/tensor_files/tensor_file.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/error.h"
#include "core/tensor_files/element_type.h"
#include "core/tensor_files/file_kinds.h"
#include "core/tensor_files/network_names.h"
#include "core/tensor_files/safetensors.h"
#include "core/tensor_files/state_dict.h"

namespace la {

namespace {

// Of tensors that share their numbers safetensors keeps one: save_model of it writes into the
// metadata the name of every other one, with the name of the one that is kept.
void add_tied(const Safetensors& file, std::uint64_t most, ModelFile& out) {
    std::map<std::string, std::size_t> kept;
    for (std::size_t i = 0; i < out.parameters.size(); ++i) {
        kept[out.parameters[i].name] = i;
        most -= std::min<std::uint64_t>(most, out.parameters[i].values.size());
    }
    for (const auto& [name, other] : file.metadata) {
        const auto at = kept.find(other);
        if (at == kept.end() || kept.contains(name)) {
            continue;
        }
        ModelFile::Parameter tied = out.parameters[at->second];
        if (tied.values.size() > most) {
            throw Error(kTooLargeTogether);
        }
        most -= tied.values.size();
        tied.name = name;
        out.parameters.push_back(std::move(tied));
    }
}

ModelFile read_weights(const std::string& bytes) {
    const Safetensors file = read_safetensors(bytes);
    ModelFile out;
    if (const auto config = file.metadata.find(kConfigKey); config != file.metadata.end()) {
        out.config = config->second;
    }
    for (const StoredTensor& tensor : file.tensors) {
        out.parameters.push_back({tensor.name, tensor.shape, elements(tensor.type, tensor.bytes)});
    }
    add_tied(file, most_elements(bytes.size()), out);
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
