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

}  // namespace la
