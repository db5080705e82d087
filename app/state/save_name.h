#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "app/state/save_request.h"

namespace la {

// The usual name of a file without its extension: "circles-step1500-depth". `preset` may be empty;
// `quantity` is what a plot shows.
std::string usual_name(SaveKind kind, const std::string& preset, std::int64_t step,
                       const std::string& quantity);

// folder/name.extension, or where that is taken (or the folder of PNGs that stands for a film, or
// A's table) the first of name-2, name-3, ... that is free.
std::filesystem::path free_path(const std::filesystem::path& folder, const std::string& name,
                                const std::string& extension);

}  // namespace la
