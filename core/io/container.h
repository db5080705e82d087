#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace la {

// A file of named sections, each with a checksum:
//     magic [8], version u32, number of sections u32, checksum of the table u64,
//     the table: per section name [16], length u64, checksum u64; then the bytes of the sections.
// All numbers are little-endian; checksums are 64-bit FNV-1a.

struct Section {
    std::string name;  // at most 16 bytes
    std::string bytes;
};

struct SectionView {
    std::string_view name, bytes;  // views into the unpacked bytes
};

struct ContainerKind {
    std::string_view magic;  // 8 bytes
    std::string_view what;   // "a session", for messages
    std::uint32_t version;   // written; older versions are read, too
};

inline constexpr std::size_t kMaxSections = 64;

std::string pack(const ContainerKind& kind, const std::vector<Section>& sections);

// Throws Error saying what is wrong and where: another kind of file, a newer version, cut off, or
// damaged.
std::vector<SectionView> unpack(const ContainerKind& kind, std::string_view bytes);

std::uint64_t fnv1a(std::string_view bytes);

}  // namespace la
