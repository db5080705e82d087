#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "core/model/config.h"

namespace la {

// What every command that trains takes: --preset, --config, --data, --set, --device, --engine,
// --threads. Filled by the command line, read by the commands and by model_snapshot().
struct RunOptions {
    std::string preset;
    std::filesystem::path config_file;
    std::filesystem::path data;  // a table of points instead of the configuration's
    std::vector<std::string> sets;
    bool trust = false;  // reads a model also where the system cannot isolate it
    std::string device = "auto", engine_kind = "auto";  // as typed; see check_run_options
    EngineOptions engine;

    Config config() const;  // throws UsageError, Error
    // The same, for what trains residual networks only; refuses one of the mean-field laboratory.
    Config residual_config() const;
    void apply(Config& config) const;  // --data and --set
    // The name of the preset that config() is; empty if it is none, or a changed one.
    std::string unchanged_preset() const;
    bool names_data() const {
        return !preset.empty() || !config_file.empty() || !sets.empty() || !data.empty();
    }
};

// The folder of the user's own presets; empty if there is none.
std::filesystem::path user_presets_folder();
std::filesystem::path user_lessons_folder();

// Makes a relative dataset.file absolute: from the folder of `file`, from within it where it is a
// zip archive, or from the working folder if `file` is empty.
void find_data_beside(Config& config, const std::filesystem::path& file);

// The engine and device with which a session goes on: those asked for, or its own where auto is
// asked for.
EngineOptions engine_for(const EngineOptions& own, const EngineOptions& asked);

}  // namespace la
