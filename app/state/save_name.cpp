#include "app/state/save_name.h"

#include <system_error>

namespace la {

namespace fs = std::filesystem;

std::string usual_name(SaveKind kind, const std::string& preset, std::int64_t step,
                       const std::string& quantity) {
    std::string out = preset.empty() ? "run" : preset;
    out += "-step" + std::to_string(step) + info(kind).suffix;
    return kind == SaveKind::Plot ? out + "-" + quantity : out;
}

fs::path free_path(const fs::path& folder, const std::string& name, const std::string& extension) {
    const auto taken = [&](const std::string& stem) {
        std::error_code ignored;
        return fs::exists(folder / (stem + extension), ignored) ||
               (extension == ".mp4" && fs::exists(folder / (stem + "-frames"), ignored)) ||
               (extension == ".csv" && (fs::exists(folder / (stem + "_a.csv"), ignored) ||
                                        fs::exists(folder / (stem + ".json"), ignored)));
    };
    std::string stem = name;
    for (int i = 2; taken(stem) && i < 100000; ++i) {
        stem = name + "-" + std::to_string(i);
    }
    return folder / (stem + extension);
}

}  // namespace la
