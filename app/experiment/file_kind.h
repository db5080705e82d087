#pragma once

#include <filesystem>

namespace la {

// What a file or folder is opened as, where only its name is given: dropped onto the window, or
// named without an option.
enum class FileKind { Table, Model, Setting, Session };

// By its extension; a folder is that of a run. What has an unknown one is taken for a session,
// whose reader says what it is not.
FileKind file_kind(const std::filesystem::path& path);

}  // namespace la
