#include "core/tensor_files/state_dict.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/message_line.h"
#include "core/data/zip_file.h"
#include "core/tensor_files/file_kinds.h"
#include "core/tensor_files/pickle.h"

namespace la {

namespace {

using Kind = PickleValue::Kind;

constexpr std::size_t kMostTensors = 100'000;
constexpr int kDeepest = 32;
constexpr std::array kCheckpointKeys{"state_dict", "model_state_dict", "model"};

// The most bytes in the files of an archive: PyTorch packs code alone.
std::size_t most_of(const std::string& bytes) {
    return 2 * bytes.size() + (std::size_t{1} << 20);
}

// The files of an archive, by their names without its folder.
class Archive {
  public:
    explicit Archive(const std::string& bytes) : files_(unzip(bytes, "", most_of(bytes))) {
        for (const ZipEntry& file : files_) {
            if (file.name.ends_with("/data.pkl")) {
                folder_ = file.name.substr(0, file.name.size() - 8);
            }
        }
        std::ranges::sort(files_, {}, &ZipEntry::name);
    }
    const std::string* find(std::string_view name) const {
        const std::string path = folder_ + std::string(name);
        const auto at = std::ranges::lower_bound(files_, path, {}, &ZipEntry::name);
        return at != files_.end() && at->name == path ? &at->bytes : nullptr;
    }

  private:
    std::vector<ZipEntry> files_;
    std::string folder_;
};

// Lays out the tensors of an archive, which may share their storages. Together they have at most
// `most` numbers.
class TensorReader {
  public:
    TensorReader(const Archive& archive, std::uint64_t most)
        : archive_(archive), most_(most), left_(most) {}

    ModelFile::Parameter read(std::string name, const PickleTensor& tensor) {
        const std::string* storage = archive_.find("data/" + std::string(tensor.storage));
        const std::size_t size = bytes_of(tensor.type);
        const std::uint64_t count = element_count(tensor.shape, most_);
        if (count > left_) {
            throw Error(kTooLargeTogether);
        }
        if (!storage || !fits(tensor, storage->size() / size, count)) {
            throw Error("it is damaged: " + message_line(name, 200) + " " +
                        shape_text(tensor.shape) + " lies outside of its storage");
        }
        left_ -= count;
        ModelFile::Parameter out{std::move(name), tensor.shape, {}};
        out.values.reserve(count);
        Shape index(tensor.shape.size());
        for (std::uint64_t i = 0; i < count; ++i) {
            std::int64_t at = tensor.offset;
            for (std::size_t d = 0; d < index.size(); ++d) {
                at += index[d] * tensor.strides[d];
            }
            out.values.push_back(
                element(tensor.type, storage->data() + static_cast<std::size_t>(at) * size));
            for (std::size_t d = index.size(); d-- > 0 && ++index[d] == tensor.shape[d];) {
                index[d] = 0;
            }
        }
        return out;
    }

  private:
    // Is the last element of the tensor one of the storage's?
    static bool fits(const PickleTensor& tensor, std::uint64_t elements, std::uint64_t count) {
        if (count == 0) {
            return true;
        }
        if (tensor.offset < 0 || static_cast<std::uint64_t>(tensor.offset) >= elements) {
            return false;
        }
        std::uint64_t room = elements - 1 - static_cast<std::uint64_t>(tensor.offset);
        for (std::size_t d = 0; d < tensor.shape.size(); ++d) {
            const auto steps = static_cast<std::uint64_t>(tensor.shape[d] - 1);
            if (tensor.strides[d] < 0 ||
                (steps > 0 && static_cast<std::uint64_t>(tensor.strides[d]) > room / steps)) {
                return false;
            }
            room -= steps * static_cast<std::uint64_t>(tensor.strides[d]);
        }
        return true;
    }

    const Archive& archive_;
    std::uint64_t most_, left_;
};

bool has_tensors(const PickleValue& dict) {
    return dict.kind == Kind::Dict && std::ranges::any_of(dict.items, [](const PickleValue* item) {
               return item->kind == Kind::Tensor;
           });
}

// What there is in place of tensors by name, for a message.
std::string content(const PickleValue& root) {
    if (root.kind == Kind::Tensor) {
        return "one tensor " + shape_text(root.tensor.shape);
    }
    if (root.kind != Kind::Dict) {
        return root.kind == Kind::List || root.kind == Kind::Tuple ? "a list" : "one value";
    }
    std::string out = "a dict";
    for (std::size_t i = 0; i < std::min<std::size_t>(root.items.size(), 12); i += 2) {
        const PickleValue& key = *root.items[i];
        out += (i == 0 ? " of " : ", ") +
               (key.kind == Kind::Text ? message_line(key.text, 40) : "something");
    }
    return out;
}

// The dict of tensors in a file: itself, or that of a checkpoint.
const PickleValue& tensors_of(const PickleValue& root) {
    const PickleValue* at = &root;
    for (int depth = 0; depth < 4; ++depth) {
        const PickleValue* inner = nullptr;
        for (const char* key : kCheckpointKeys) {
            const PickleValue* found = at->find(key);
            inner = inner || !found || found->kind != Kind::Dict ? inner : found;
        }
        if (!inner) {
            break;
        }
        at = inner;
    }
    if (!has_tensors(*at)) {
        throw Error("it holds " + content(*at) + ", and no tensors by name; " + kHowToSave);
    }
    return *at;
}

class ScriptParameters {
  public:
    ScriptParameters(TensorReader& reader, ModelFile& out) : reader_(reader), out_(out) {}

    void add(const std::string& prefix, const PickleValue& object, int depth) {
        for (std::size_t i = 0; i + 1 < object.items.size(); i += 2) {
            const PickleValue& value = *object.items[i + 1];
            const std::string name = prefix + std::string(object.items[i]->text);
            if (depth > kDeepest || ++seen_ > kMostTensors) {
                throw Error("it has more objects than a network of ours");
            }
            if (value.kind == Kind::Tensor) {
                out_.parameters.push_back(reader_.read(name, value.tensor));
            } else if (value.kind == Kind::Object) {
                add(name + ".", value, depth + 1);
            }
        }
    }

  private:
    TensorReader& reader_;
    ModelFile& out_;
    std::size_t seen_ = 0;
};

}  // namespace

ModelFile read_state_dict(const std::string& bytes) {
    const Archive archive(bytes);
    const std::string* data = archive.find("data.pkl");
    if (!data) {
        throw Error(std::string("it is a ZIP file, but not one of PyTorch; ") + kHowToSave);
    }
    const std::string* order = archive.find("byteorder");
    if (order && *order == "big") {
        throw Error("its numbers are those of a big-endian machine; save it on another");
    }
    const Pickle pickle(*data);
    TensorReader reader(archive, most_elements(bytes.size()));
    ModelFile out;
    const std::string* config = archive.find("extra/config.json");
    if (pickle.root().kind == Kind::Object) {
        out.script = true;
        out.config = config ? *config : "";
        ScriptParameters(reader, out).add("", pickle.root(), 0);
        return out;
    }
    const PickleValue& dict = tensors_of(pickle.root());
    for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2) {
        const PickleValue& value = *dict.items[i + 1];
        if (value.kind == Kind::Tensor && dict.items[i]->kind == Kind::Text) {
            out.parameters.push_back(reader.read(std::string(dict.items[i]->text), value.tensor));
        }
    }
    return out;
}

bool is_strange_script(const std::string& bytes) {
    return bytes.starts_with("PK\x03\x04") &&
           !unzip(bytes, "/constants.pkl", most_of(bytes)).empty() &&
           unzip(bytes, "/extra/config.json", most_of(bytes)).empty();
}

}  // namespace la
