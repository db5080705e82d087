#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/file_draft.h"

namespace la {

// How much of a file is read.
struct ReadLimit {
    std::uint64_t bytes = std::uint64_t{1} << 30;
    const char* kind = "a file";  // of which more is never read, for the message
};

// The bytes of a whole file. A pipe is read where it is meant, as /dev/stdin, /dev/fd/N or "-":
// its bytes are kept, so that it can be read again. Throws Error naming the file: folders, devices,
// other pipes and files above the limit are refused; Interrupted if a signal ends the wait for a
// pipe.
std::string read_file(const std::filesystem::path& path, ReadLimit most = {});

// A FileDraft of these bytes: whole or not at all. Throws Error naming the file.
void write_file(const std::filesystem::path& path, std::string_view bytes,
                const FileOptions& options = {});

// The same, and the bytes are on the disk before the new file replaces the old one: survives a
// crash of the machine. Slow. The other is readable by the user alone.
void write_file_to_disk(const std::filesystem::path& path, std::string_view bytes);
void write_private_file(const std::filesystem::path& path, std::string_view bytes);

// Writes a file of this name, readable by the user alone, into a folder of its own where there is
// room (spare_folders): for work that finds none where it belongs. Returns where; empty: nowhere.
std::filesystem::path write_elsewhere(const std::string& name, std::string_view bytes);

// Tells whether a file has been replaced or written since. None: there is no file.
struct FileStamp {
    std::uint64_t device = 0, inode = 0, bytes = 0;
    std::int64_t changed = 0;  // ns
    bool operator==(const FileStamp&) const = default;
};
std::optional<FileStamp> stamp_of(const std::filesystem::path& path);

// Throws Error if this file could not be written now: called before long work, not after it.
void require_writable(const std::filesystem::path& file);

}  // namespace la
