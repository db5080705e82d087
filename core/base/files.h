#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace la {

// The whole file; throws Error naming the file.
std::string read_file(const std::filesystem::path& path);

// Writes to a temporary file in the same folder, then renames: a reader sees the old file or the
// new one, never a part. Throws Error naming the file and leaves nothing behind.
void write_file(const std::filesystem::path& path, std::string_view bytes);

// As write_file, but the bytes are on the disk before the new file takes the place of the old: that
// holds through a crash of the machine, too, and takes its time.
void write_file_to_disk(const std::filesystem::path& path, std::string_view bytes);

// Throws Error if there is no folder to write this file into: said before the work, not after it.
void require_folder(const std::filesystem::path& file);

}  // namespace la
