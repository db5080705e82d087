#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace la {

// The bytes of a whole file. Throws Error naming the file.
std::string read_file(const std::filesystem::path& path);

// Writes to a temporary file in the same folder, then renames it: a reader sees the old file or the
// new one, never a part of one. Throws Error naming the file and leaves no temporary file.
void write_file(const std::filesystem::path& path, std::string_view bytes);

// As write_file, and the bytes are on the disk before the new file replaces the old one: survives a
// crash of the machine. Slow.
void write_file_to_disk(const std::filesystem::path& path, std::string_view bytes);

// Throws Error if the folder of this file does not exist: called before long work, not after it.
void require_folder(const std::filesystem::path& file);

}  // namespace la
