#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace la {

struct ZipEntry {
    std::string name;
    std::string bytes;  // unpacked
};

// The files of a zip archive whose names end so. Throws Error ("it is damaged") where the archive
// is not whole, or where they have more than `most` bytes together.
std::vector<ZipEntry> unzip(std::string_view bytes, std::string_view ending, std::size_t most);

// An archive of these files as they are, unpacked and without times: same files, same bytes. The
// bytes of each begin at a multiple of 64, as PyTorch lays them.
std::string zip(const std::vector<ZipEntry>& files);

}  // namespace la
