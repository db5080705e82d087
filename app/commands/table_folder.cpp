#include "app/commands/table_folder.h"

#include <system_error>

#include "core/base/error.h"
#include "core/base/files.h"

namespace la {

void check_table_folder(const std::filesystem::path& out, std::span<const char* const> tables,
                        bool force) {
    std::error_code error;
    std::filesystem::create_directories(out, error);
    if (!std::filesystem::is_directory(out)) {
        throw Error("cannot make the folder " + out.string());
    }
    for (const char* table : tables) {
        const std::filesystem::path file = out / table;
        if (std::filesystem::exists(file, error) && !force) {
            throw Error("the file " + file.string() +
                        " is there already; give another --out, or --force to write over it");
        }
        require_writable(file);
    }
}

}  // namespace la
