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

// folder/name.extension, or the first free of name-2, name-3, ... if that is taken. A name is also
// taken if the folder of PNGs that replaces a film, or A's table, exists.
std::filesystem::path free_path(const std::filesystem::path& folder, const std::string& name,
                                const std::string& extension);

}  // namespace la
