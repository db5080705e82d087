#include "core/io/container.h"

#include <algorithm>
#include <cassert>

#include "core/base/byte_stream.h"
#include "core/base/error.h"
#include "core/base/message_line.h"

namespace la {

namespace {

constexpr std::size_t kName = 16;
constexpr std::size_t kEntry = kName + 16;
constexpr std::size_t kHead = 24;

}  // namespace

std::uint64_t fnv1a(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : bytes) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    }
    return hash;
}

std::string pack(const ContainerKind& kind, const std::vector<Section>& sections) {
    assert(kind.magic.size() == 8 && sections.size() <= kMaxSections);
    ByteWriter table;
    for (const Section& section : sections) {
        assert(section.name.size() <= kName);
        std::string name = section.name;
        name.resize(kName, '\0');
        table.put_all(std::span<const char>(name.data(), name.size()));
        table.put<std::uint64_t>(section.bytes.size());
        table.put(fnv1a(section.bytes));
    }
    const std::string entries = table.take();
    ByteWriter head;
    head.put_all(std::span<const char>(kind.magic.data(), kind.magic.size()));
    head.put(kind.version);
    head.put(static_cast<std::uint32_t>(sections.size()));
    head.put(fnv1a(entries));
    std::string out = head.take() + entries;
    std::size_t size = out.size();
    for (const Section& section : sections) {
        size += section.bytes.size();
    }
    out.reserve(size);
    for (const Section& section : sections) {
        out += section.bytes;
    }
    return out;
}

std::vector<SectionView> unpack(const ContainerKind& kind, std::string_view bytes) {
    const std::string what(kind.what);
    if (bytes.substr(0, kind.magic.size()) != kind.magic.substr(0, bytes.size()) || bytes.empty()) {
        throw Error("it is not " + what);
    }
    if (bytes.size() < kHead) {
        throw Error("it is cut off: " + std::to_string(bytes.size()) + " bytes are left");
    }
    ByteReader head(bytes.substr(kind.magic.size(), kHead - kind.magic.size()));
    const auto version = head.get<std::uint32_t>();
    const auto count = head.get<std::uint32_t>();
    const auto checksum = head.get<std::uint64_t>();
    if (version > kind.version) {
        throw Error("it is " + what + " of version " + std::to_string(version) +
                    ", and this program knows them up to " + std::to_string(kind.version) +
                    "; try a newer leastaction");
    }
    if (version == 0 || count > kMaxSections) {
        throw Error("it is damaged: its head makes no sense");
    }
    bytes.remove_prefix(kHead);
    if (bytes.size() < count * kEntry) {
        throw Error("it is cut off within the table of its sections");
    }
    const std::string_view table = bytes.substr(0, count * kEntry);
    bytes.remove_prefix(table.size());
    if (fnv1a(table) != checksum) {
        throw Error("it is damaged: the table of its sections has another checksum");
    }
    std::vector<SectionView> out;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view entry = table.substr(i * kEntry, kEntry);
        std::string_view name = entry.substr(0, kName);
        name = name.substr(0, std::min(name.find('\0'), kName));
        ByteReader numbers(entry.substr(kName));
        const auto length = numbers.get<std::uint64_t>();
        const auto expected = numbers.get<std::uint64_t>();
        if (length > bytes.size()) {
            throw Error("it is cut off within its section " + message_line(name));
        }
        out.push_back({name, bytes.substr(0, length)});
        bytes.remove_prefix(length);
        if (fnv1a(out.back().bytes) != expected) {
            throw Error("it is damaged: its section " + message_line(name) +
                        " has another checksum");
        }
    }
    if (!bytes.empty()) {
        throw Error("it is damaged: something follows its last section");
    }
    return out;
}

}  // namespace la
