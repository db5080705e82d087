#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include <CLI/CLI.hpp>
#include <glm/vec2.hpp>

#include "app/experiment/run_options.h"

namespace la {

// Options that several commands share.

constexpr std::int64_t kMaxSteps = 1000000000000;      // of train, sweep and --stop-at
constexpr std::int64_t kMaxPictureSteps = 1000000000;  // before a picture

// --preset, --config, --set.
void add_config_options(CLI::App& command, RunOptions& run);
// Those, and --data, --device, --engine, --threads. `kept`: processors that --threads auto leaves
// to others.
void add_run_options(CLI::App& command, RunOptions& run, int kept = 0);
// Reads the names of device and engine into run.engine. UsageError if one is unknown.
void check_run_options(RunOptions& run);

// --session, which excludes the options of a configuration; after add_run_options.
CLI::Option* add_session_option(CLI::App& command, std::filesystem::path& session);

// A number, or auto: all processors of this process but those `kept`, at least one. Trained numbers
// are the same for any.
void add_threads_option(CLI::App& command, int& threads, int kept = 0);
void add_scale_option(CLI::App& command, float& scale);
void add_state_option(CLI::App& command, std::filesystem::path& file);
CLI::Option* add_screenshot_option(CLI::App& command, std::filesystem::path& file);

// "WIDTHxHEIGHT", 64 to 16384 each; {0, 0} if the text is empty. Throws UsageError.
glm::ivec2 parse_size(const std::string& text);

// Accepts low to high; unlike CLI::Range it refuses NaN.
CLI::Validator between(double low, double high);

}  // namespace la
