#pragma once

#include <filesystem>
#include <string>

#include "core/model/config.h"

namespace la {

// The setting that a file carries: a config.json, a preset, a picture that this program has saved,
// the folder of a run, or what was handed in (.zip). Points of a file are looked for beside it.
// Waits for the disk. Throws UsageError naming the file where it carries none, Error where it
// cannot be read.
Config read_setting_file(const std::filesystem::path& path);

// The answers of a lesson.
struct AnswersFile {
    std::string file;
    std::string json;  // empty: there are none
};

// Those in what was handed in; none in every other file. Waits for the disk. Throws Error where
// they cannot be read.
AnswersFile read_answers(const std::filesystem::path& path);

}  // namespace la
