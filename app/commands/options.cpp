#include "app/commands/options.h"

#include <algorithm>
#include <cstdio>
#include <thread>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/read_number.h"

namespace la {

void add_config_options(CLI::App& command, RunOptions& run) {
    auto* preset = command.add_option("--preset", run.preset, "A named setting; see: presets");
    command
        .add_option("--config", run.config_file,
                    "A config.json, what it leaves out is default; or a preset, a saved picture, a "
                    "run's folder")
        ->excludes(preset);
    command.add_option("--set", run.sets, "path=value, e.g. objective.lambda=0.1; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_run_options(CLI::App& command, RunOptions& run, int kept) {
    add_config_options(command, run);
    command.add_option("--data", run.data,
                       "Points from a table (CSV, ARFF, .npy, .npz): x, y, label");
    command.add_option("--device", run.device, "auto, cpu, cuda, cuda:N or mps")
        ->capture_default_str();
    command.add_option("--engine", run.engine_kind, "auto, fused, torch or double")
        ->capture_default_str();
    add_threads_option(command, run.engine.threads, kept);
}

void check_run_options(RunOptions& run) {
    const auto device = Device::parse(run.device);
    const auto engine = value_named<EngineKind>(run.engine_kind);
    if (!device) {
        throw UsageError("unknown device " + run.device +
                         "; there are auto, cpu, cuda, cuda:N, mps");
    }
    if (!engine) {
        throw UsageError("unknown engine " + run.engine_kind +
                         "; there are auto, fused, torch, double");
    }
    run.engine.device = *device;
    run.engine.engine = *engine;
}

CLI::Option* add_session_option(CLI::App& command, std::filesystem::path& session) {
    auto* option = command.add_option("--session", session, "Go on with this session");
    for (const char* other : {"--preset", "--config", "--set"}) {
        option->excludes(command.get_option(other));
    }
    return option;
}

void add_threads_option(CLI::App& command, int& threads, int kept) {
    const int processors = static_cast<int>(std::thread::hardware_concurrency());
    threads = std::clamp(processors - kept, 1, 256);
    const CLI::Validator count(
        [automatic = std::to_string(threads)](std::string& text) -> std::string {
            if (text == "auto") {
                text = automatic;
            }
            const auto value = number_in(text);
            return value && *value >= 1 && *value <= 256 && *value == static_cast<int>(*value)
                       ? std::string()
                       : text + " is neither auto nor a whole number from 1 to 256";
        },
        "auto or N");
    command.add_option("--threads", threads, "Threads for the arithmetic on a CPU")
        ->transform(count)
        ->default_str("auto");
}

void add_scale_option(CLI::App& command, float& scale) {
    command.add_option("--scale", scale, "Content scale instead of the monitor's")
        ->check(between(0.5, 4));
}

void add_state_option(CLI::App& command, std::filesystem::path& file) {
    command.add_option("--state", file, "Keep a JSON file of the state up to date");
}

CLI::Option* add_screenshot_option(CLI::App& command, std::filesystem::path& file) {
    return command.add_option("--screenshot", file,
                              "Draw one frame into a PNG, without a display, and exit");
}

glm::ivec2 parse_size(const std::string& text) {
    if (text.empty()) {
        return {0, 0};
    }
    int width = 0, height = 0;
    char end = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &end) != 2 || width < 64 ||
        height < 64 || width > 16384 || height > 16384) {
        throw UsageError("--size " + text + ": expected WIDTHxHEIGHT, 64 to 16384 each");
    }
    return {width, height};
}

CLI::Validator between(double low, double high) {
    return CLI::Validator(
        [=](std::string& text) -> std::string {
            const auto value = number_in(text);
            if (value && *value >= low && *value <= high) {
                text = number_text(*value);
                return {};
            }
            char why[96];
            std::snprintf(why, sizeof why, "%s is not between %g and %g", text.c_str(), low, high);
            return why;
        },
        "FLOAT");
}

}  // namespace la
