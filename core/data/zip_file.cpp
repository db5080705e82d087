#include "core/data/zip_file.h"

#include <algorithm>
#include <cstdint>
#include <system_error>
#include <utility>

#include <zlib.h>

#include "core/base/error.h"
#include "core/base/inflate.h"

namespace la {

namespace {

// Reads numbers of little-endian bytes; throws Error beyond the end.
class Bytes {
  public:
    explicit Bytes(std::string_view all) : all_(all) {}

    std::uint64_t number(std::size_t at, std::size_t size) const {
        const std::string_view bytes = part(at, size);
        std::uint64_t out = 0;
        for (std::size_t i = size; i-- > 0;) {
            out = out << 8 | static_cast<unsigned char>(bytes[i]);
        }
        return out;
    }

    std::string_view part(std::uint64_t at, std::uint64_t size) const {
        if (at > all_.size() || size > all_.size() - at) {
            throw Error("it is damaged");
        }
        return all_.substr(at, size);
    }

  private:
    std::string_view all_;
};

struct Listed {
    std::string_view name;
    std::uint64_t method, crc, packed, unpacked, at;
};

// An entry of the archive's list that begins at `at`, which is moved behind it.
Listed read_listed(const Bytes& bytes, std::uint64_t& at) {
    if (bytes.number(at, 4) != 0x02014b50) {
        throw Error("it is damaged");
    }
    Listed out{.name = {},
               .method = bytes.number(at + 10, 2),
               .crc = bytes.number(at + 16, 4),
               .packed = bytes.number(at + 20, 4),
               .unpacked = bytes.number(at + 24, 4),
               .at = bytes.number(at + 42, 4)};
    const std::uint64_t name = bytes.number(at + 28, 2), extra = bytes.number(at + 30, 2),
                        comment = bytes.number(at + 32, 2);
    out.name = bytes.part(at + 46, name);
    at += 46 + name + extra + comment;
    return out;
}

std::string unpacked(const Bytes& bytes, const Listed& entry, std::size_t most) {
    // The header before the bytes has a name and an extra part of its own.
    const std::uint64_t head = 30 + bytes.number(entry.at + 26, 2) + bytes.number(entry.at + 28, 2);
    const std::string_view packed = bytes.part(entry.at + head, entry.packed);
    if (entry.method != 0 && entry.method != 8) {
        throw Error("it is packed in a way that is not known");
    }
    std::string out = entry.method == 0 ? std::string(packed) : unpack_deflate(packed, most);
    const uLong crc = crc32_z(0, reinterpret_cast<const Bytef*>(out.data()), out.size());
    if (out.size() != entry.unpacked || crc != entry.crc) {
        throw Error("it is damaged");
    }
    return out;
}

constexpr ReadLimit kArchive{std::uint64_t{1} << 30, "an archive"};
constexpr std::size_t kAlignment = 64, kLocalHead = 30;

// Little-endian numbers of 16 and of 32 bits.
void put16(std::string& out, std::size_t value) {
    out += {static_cast<char>(value), static_cast<char>(value >> 8)};
}
void put32(std::string& out, std::size_t value) {
    put16(out, value & 0xffff);
    put16(out, value >> 16);
}

// What the two headers of a file have in common: version, flags, method, time, checksum and sizes.
std::string common_part(const ZipEntry& file) {
    std::string out;
    put16(out, 20);     // can be unpacked by version 2.0
    put16(out, 0x800);  // names are UTF-8
    put16(out, 0);      // stored
    put32(out, 0);      // no time
    put32(out, crc32_z(0, reinterpret_cast<const Bytef*>(file.bytes.data()), file.bytes.size()));
    put32(out, file.bytes.size());
    put32(out, file.bytes.size());
    put16(out, file.name.size());
    return out;
}

}  // namespace

std::string zip(const std::vector<ZipEntry>& files) {
    std::string out, list;
    for (const ZipEntry& file : files) {
        const std::string common = common_part(file);
        list += "PK\x01\x02";
        put16(list, 20);
        list += common;
        put16(list, 0);           // nothing extra
        list.append(10, '\0');    // no comment, one disk, no attributes
        put32(list, out.size());  // where the file is
        list += file.name;
        // The padding is an extra field, as PyTorch writes it: "FB", its size, Z.
        const std::size_t begin = out.size() + kLocalHead + file.name.size() + 4;
        const std::size_t padding = (kAlignment - begin % kAlignment) % kAlignment;
        out += "PK\x03\x04" + common;
        put16(out, padding + 4);
        out += file.name + "FB";
        put16(out, padding);
        out += std::string(padding, 'Z') + file.bytes;
    }
    const std::size_t begin = out.size();
    out += list + "PK\x05\x06" + std::string(4, '\0');
    put16(out, files.size());
    put16(out, files.size());
    put32(out, list.size());
    put32(out, begin);
    put16(out, 0);
    return out;
}

std::vector<ZipEntry> unzip(std::string_view all, std::string_view ending, std::size_t most) {
    const Bytes bytes(all);
    const std::size_t end = all.rfind("PK\x05\x06");
    if (end == all.npos) {
        throw Error("it is cut off");
    }
    const std::uint64_t count = bytes.number(end + 10, 2);
    std::uint64_t at = bytes.number(end + 16, 4);
    std::vector<ZipEntry> out;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Listed entry = read_listed(bytes, at);
        if (entry.name.ends_with(ending)) {
            out.push_back({std::string(entry.name), unpacked(bytes, entry, most)});
            if (out.back().bytes.size() > most) {
                throw Error("it is larger than " + std::to_string(most >> 20) + " MiB unpacked");
            }
            most -= out.back().bytes.size();
        }
    }
    return out;
}

namespace {

bool is_archive(const std::filesystem::path& path) {
    std::error_code error;
    return path.extension() == ".zip" && !std::filesystem::is_directory(path, error);
}

}  // namespace

std::optional<std::string> read_zipped(const std::filesystem::path& path, const std::string& name,
                                       ReadLimit most) {
    if (!is_archive(path)) {
        return std::nullopt;
    }
    const std::string bytes = read_file(path, kArchive);
    try {
        for (ZipEntry& file : unzip(bytes, name, most.bytes)) {
            if (file.name == name || file.name.ends_with("/" + name)) {
                return std::move(file.bytes);
            }
        }
    } catch (const Error& wrong) {
        throw Error("cannot read " + path.string() + ": " + wrong.what());
    }
    return std::nullopt;
}

std::string read_file_or_zipped(const std::filesystem::path& path, ReadLimit most) {
    const std::filesystem::path archive = path.parent_path();
    if (!is_archive(archive)) {
        return read_file(path, most);
    }
    const std::string name = path.filename().string();
    if (std::optional<std::string> bytes = read_zipped(archive, name, most)) {
        return *std::move(bytes);
    }
    throw Error("cannot read " + archive.string() + ": there is no " + name + " in it");
}

}  // namespace la
