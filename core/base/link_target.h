#pragma once

#include <filesystem>

namespace la {

// Where the links of a path lead to.
struct LinkTarget {
    std::filesystem::path path;  // no link itself; need not exist
    int descriptor = -1;  // or an open file of this process: /dev/stdout, /dev/fd/3; -1: none
};

// Throws Error saying why the links are not followed: they go in circles, or another user laid one
// in a folder that everybody writes to, such as /tmp.
LinkTarget link_target(const std::filesystem::path& path);

// Makes new names in this folder last. Does nothing where the file system cannot.
void sync_folder(const std::filesystem::path& folder);

}  // namespace la
