#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "app/commands/commands.h"
#include "app/interrupt.h"
#include "core/error.h"
#include "core/io/config_json.h"
#include "core/io/file.h"
#include "core/io/presets.h"

namespace la {

Config RunOptions::config() const {
    Config out = find_preset(preset.empty() ? presets().front().name : preset).config;
    if (!config_file.empty()) {
        try {
            out = parse_config(read_file(config_file));
        } catch (const UsageError& error) {
            throw UsageError(config_file.string() + ": " + error.what());
        }
    }
    for (const std::string& assignment : sets) {
        set_field(out, assignment);
    }
    return out;
}

namespace {

// "WIDTHxHEIGHT", both at least 64 and at most 16384.
glm::ivec2 parse_size(const std::string& text) {
    int width = 0, height = 0;
    char end = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &end) != 2 || width < 64 ||
        height < 64 || width > 16384 || height > 16384) {
        throw UsageError("--size " + text + ": expected WIDTHxHEIGHT, 64 to 16384 each");
    }
    return {width, height};
}

void check_names(const RunOptions& run, const std::string& engine) {
    const std::string& d = run.engine.device;
    const bool numbered = d.starts_with("cuda:") && d.size() > 5 && d.size() < 8 &&
                          d.find_first_not_of("0123456789", 5) == std::string::npos;
    if (d != "auto" && d != "cpu" && d != "cuda" && d != "mps" && !numbered) {
        throw UsageError("unknown device " + d + "; there are auto, cpu, cuda, cuda:N, mps");
    }
    if (engine != "auto" && engine != "torch") {
        throw UsageError("unknown engine " + engine + "; there are auto, torch");
    }
}

void add_run_options(CLI::App& command, RunOptions& run, std::string& engine) {
    auto* preset = command.add_option("--preset", run.preset, "A named setting; see: presets");
    command.add_option("--config", run.config_file, "A config.json; what it leaves out is default")
        ->excludes(preset);
    command.add_option("--set", run.sets, "path=value, e.g. objective.lambda=0.1; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option("--device", run.engine.device, "auto, cpu, cuda, cuda:N or mps")
        ->capture_default_str();
    command.add_option("--engine", engine, "auto or torch")->capture_default_str();
    command.add_option("--threads", run.engine.threads, "Threads for the arithmetic on a CPU")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
}

int usage_error(const std::string& what) {
    std::fprintf(stderr, "leastaction: %s\n", what.c_str());
    return 2;
}

int parse_and_run(int argc, char** argv, const EngineFactory& factory) {
    GuiOptions gui;
    RenderOptions render;
    std::string engine = "auto", size, render_size, theme = "dark";

    CLI::App program("Least Action: watch residual networks move their points, and let them move "
                     "less.\nWithout a command: the window, training the opening preset.");
    program.name("leastaction");
    program.set_version_flag("--version", "leastaction " LEASTACTION_VERSION);
    program.require_subcommand(0, 1);
    add_run_options(program, gui.run, engine);
    program.add_option("--size", size, "Size of the window or screenshot, e.g. 1600x900");
    program.add_option("--scale", gui.scale, "Content scale instead of the monitor's")
        ->check(CLI::Range(0.5, 4.0));
    program.add_option("--state", gui.state_file, "Keep a JSON file of the state up to date");
    auto* screenshot = program.add_option("--screenshot", gui.screenshot,
                                          "Draw one frame into a PNG, without a display, and exit");
    program.add_option("--after-steps", gui.after_steps, "Steps to train before the screenshot")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{1000000000}))
        ->needs(screenshot)
        ->capture_default_str();

    CLI::App& pictures = *program.add_subcommand(
        "render", "Train, then draw a view without a display: a PNG or an MP4");
    add_run_options(pictures, render.run, engine);
    pictures.add_option("--steps", render.steps, "Steps to train")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{1000000000}))
        ->capture_default_str();
    pictures.add_option("--view", render.view, "flow or storyboard")
        ->check(CLI::IsMember({"flow", "storyboard"}))
        ->capture_default_str();
    pictures.add_option("--out", render.out, "F.png, or F.mp4 for the flow in motion")->required();
    pictures.add_option("--depth", render.depth, "Depth s of the particles, 0 to L")
        ->check(CLI::Range(0.0, 256.0));
    pictures.add_option("--size", render_size, "Size in pixels, e.g. 1920x1080");
    pictures.add_option("--theme", theme, "light or dark")
        ->check(CLI::IsMember({"light", "dark"}))
        ->capture_default_str();
    pictures.add_option("--fps", render.fps, "Frames per second of the video")
        ->check(CLI::Range(1, 120))
        ->capture_default_str();
    pictures.add_option("--seconds", render.seconds, "Length of the video")
        ->check(CLI::Range(0.1, 3600.0))
        ->capture_default_str();

    CLI::App& list = *program.add_subcommand("presets", "List the named settings");

    try {
        program.parse(argc, argv);
    } catch (const CLI::Success& help) {
        return program.exit(help);  // --help, --version
    } catch (const CLI::ParseError& error) {
        return usage_error(std::string(error.what()) + "; see leastaction --help");
    }
    if (list.parsed()) {
        return run_presets();
    }
    if (pictures.parsed()) {
        check_names(render.run, engine);
        render.dark = theme == "dark";
        if (!render_size.empty()) {
            render.size = parse_size(render_size);
        }
        return run_render(render, factory);
    }
    check_names(gui.run, engine);
    if (!size.empty()) {
        gui.size = parse_size(size);
    }
    return gui.screenshot.empty() ? run_gui(gui, factory) : run_screenshot(gui, factory);
}

}  // namespace

int run_presets() {
    for (const Preset& preset : presets()) {
        std::printf("%-20s %s\n%-20s %s\n", preset.name.c_str(), preset.title.c_str(), "",
                    preset.story.c_str());
    }
    return 0;
}

int run_program(int argc, char** argv, const EngineFactory& factory) {
    catch_interrupts();
    try {
        return parse_and_run(argc, argv, factory);
    } catch (const UsageError& error) {
        return usage_error(error.what());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "leastaction: %s\n", error.what());
        return 1;
    }
}

}  // namespace la
