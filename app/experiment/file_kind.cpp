#include "app/experiment/file_kind.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <system_error>

namespace la {

FileKind file_kind(const std::filesystem::path& path) {
    constexpr std::array<std::string_view, 8> kTables{".csv",  ".tsv", ".txt", ".dat",
                                                      ".arff", ".npy", ".npz", ".gz"};
    constexpr std::array<std::string_view, 3> kModels{".pt", ".pth", ".safetensors"};
    constexpr std::array<std::string_view, 3> kSettings{".json", ".png", ".zip"};
    const std::string extension = path.extension().string();
    const auto is_of = [&](const auto& kinds) {
        return std::ranges::find(kinds, extension) != kinds.end();
    };
    std::error_code error;
    return is_of(kTables)                                                   ? FileKind::Table
           : is_of(kModels)                                                 ? FileKind::Model
           : is_of(kSettings) || std::filesystem::is_directory(path, error) ? FileKind::Setting
                                                                            : FileKind::Session;
}

}  // namespace la
