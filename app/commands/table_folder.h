#pragma once

#include <filesystem>
#include <span>

namespace la {

// Makes the folder of --out and checks that these tables can be written there in the end. Throws
// Error: it cannot be made or written, or a table is there and not to be written over.
void check_table_folder(const std::filesystem::path& out, std::span<const char* const> tables,
                        bool force);

}  // namespace la
