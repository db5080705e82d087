#pragma once

#include <filesystem>

#include "core/model/config.h"

namespace la {

// The setting that a file carries: a config.json, a preset, a picture that this program has saved,
// the folder of a run, or what was handed in (.zip). Points of a file are looked for beside it.
// Waits for the disk. Throws UsageError naming the file where it carries none, Error where it
// cannot be read.
Config read_setting_file(const std::filesystem::path& path);

}  // namespace la
