#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/files.h"

namespace la {

struct ZipEntry {
    std::string name;
    std::string bytes;  // unpacked
};

// The files of a zip archive whose names end so. Throws Error ("it is damaged") where the archive
// is not whole, or where they have more than `most` bytes together.
std::vector<ZipEntry> unzip(std::string_view bytes, std::string_view ending, std::size_t most);

// The bytes of a file in the zip archive `path`, where it may lie in a folder; none where there is
// no such file, or the path is no archive. Throws Error naming the archive.
std::optional<std::string> read_zipped(const std::filesystem::path& path, const std::string& name,
                                       ReadLimit most = {});

// The bytes of a file, or of one in a zip archive: "hand-in.zip/data.csv", where it may lie in a
// folder of the archive. Throws Error naming the file, as read_file.
std::string read_file_or_zipped(const std::filesystem::path& path, ReadLimit most = {});

// An archive of these files as they are, unpacked and without times: same files, same bytes. The
// bytes of each begin at a multiple of 64, as PyTorch lays them.
std::string zip(const std::vector<ZipEntry>& files);

}  // namespace la
