#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <thread>

#include "app/commands/commands.h"
#include "app/settings/settings_file.h"
#include "app/window/interrupt.h"
#include "core/base/error.h"
#include "core/base/user_folders.h"
#include "core/io/presets.h"
#include "core/io/user_presets.h"

namespace la {

namespace {

constexpr std::int64_t kMaxSteps = 1000000000000;

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

void check_names(const RunOptions& run) {
    const std::string& engine = run.engine.engine;
    const std::string& d = run.engine.device;
    const bool numbered = d.starts_with("cuda:") && d.size() > 5 && d.size() < 8 &&
                          d.find_first_not_of("0123456789", 5) == std::string::npos;
    if (d != "auto" && d != "cpu" && d != "cuda" && d != "mps" && !numbered) {
        throw UsageError("unknown device " + d + "; there are auto, cpu, cuda, cuda:N, mps");
    }
    if (engine != "auto" && engine != "fused" && engine != "torch") {
        throw UsageError("unknown engine " + engine + "; there are auto, fused, torch");
    }
}

void add_run_options(CLI::App& command, RunOptions& run) {
    auto* preset = command.add_option("--preset", run.preset, "A named setting; see: presets");
    command.add_option("--config", run.config_file, "A config.json; what it leaves out is default")
        ->excludes(preset);
    command.add_option("--data", run.data, "Points from a CSV file: x, y and label");
    command.add_option("--set", run.sets, "path=value, e.g. objective.lambda=0.1; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option("--device", run.engine.device, "auto, cpu, cuda, cuda:N or mps")
        ->capture_default_str();
    command.add_option("--engine", run.engine.engine, "auto, fused or torch")
        ->capture_default_str();
    command.add_option("--threads", run.engine.threads, "Threads for the arithmetic on a CPU")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
}

// A session instead of a configuration.
CLI::Option* add_session_option(CLI::App& command, std::filesystem::path& session) {
    auto* option = command.add_option("--session", session, "Go on with this session");
    for (const char* other : {"--preset", "--config", "--set"}) {
        option->excludes(command.get_option(other));
    }
    return option;
}

// One line on standard error, whatever a file name or a key may contain.
int report_error(std::string what, int exit_code) {
    std::ranges::replace_if(
        what, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    std::fprintf(stderr, "leastaction: %s\n", what.c_str());
    return exit_code;
}

// As CLI::Range, which lets a NaN pass.
CLI::Validator between(double low, double high) {
    return CLI::Validator(
        [=](std::string& text) -> std::string {
            double value = 0;
            if (CLI::detail::lexical_cast(text, value) && value >= low && value <= high) {
                return {};
            }
            char why[96];
            std::snprintf(why, sizeof why, "%s is not between %g and %g", text.c_str(), low, high);
            return why;
        },
        "FLOAT");
}

int parse_and_run(int argc, char** argv, const EngineFactory& factory) {
    GuiOptions gui;
    RenderOptions render;
    TrainOptions train;
    ReplayOptions replay;
    SweepOptions sweep;
    BenchOptions bench;
    std::string size, render_size, theme = "dark";

    CLI::App program(
        "Least Action: watch residual networks move their points, and let them move "
        "less.\nWithout a command: the window, training the opening preset.");
    program.name("leastaction");
    program.set_version_flag("--version", "leastaction " LEASTACTION_VERSION);
    program.require_subcommand(0, 1);
    add_run_options(program, gui.run);
    add_session_option(program, gui.session);
    program
        .add_option("--autosave", gui.autosave,
                    "Seconds between keepings of unsaved work; 0: never. Default 60, and 0 with "
                    "--state and --stop-at")
        ->check(between(0, 86400));
    program.add_option("--size", size, "Size of the window or screenshot, e.g. 1600x900");
    program.add_option("--scale", gui.scale, "Content scale instead of the monitor's")
        ->check(between(0.5, 4));
    program.add_option("--state", gui.state_file, "Keep a JSON file of the state up to date");
    bool reset = false;
    program.add_flag("--reset-settings", reset,
                     "Forget theme, views, window and folders of the last time, and exit");
    auto* stop_at = program.add_option("--stop-at", gui.stop_at,
                                       "Pause at this step, leave what train would, and exit");
    auto* out = program.add_option("--out", gui.out, "The folder for --stop-at");
    stop_at->check(CLI::Range(std::int64_t{0}, std::int64_t{1000000000000}))->needs(out);
    out->needs(stop_at);
    auto* screenshot = program.add_option("--screenshot", gui.screenshot,
                                          "Draw one frame into a PNG, without a display, and exit");
    program.add_option("--after-steps", gui.after_steps, "Steps to train before the screenshot")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{1000000000}))
        ->needs(screenshot)
        ->capture_default_str();

    CLI::App& pictures = *program.add_subcommand(
        "render", "Draw a view of a model, or of a run, without a display: a PNG or an MP4");
    add_run_options(pictures, render.run);
    auto* steps = pictures.add_option("--steps", render.steps, "Steps to train")
                      ->check(CLI::Range(std::int64_t{0}, std::int64_t{1000000000}))
                      ->capture_default_str();
    auto* model = pictures.add_option("--model", render.model,
                                      "Show the network of a model.pt, without training");
    model->excludes(steps);
    add_session_option(pictures, render.session)->excludes(steps)->excludes(model);
    pictures.add_option("--view", render.view, "flow, boundary, energy or storyboard")
        ->check(CLI::IsMember({"flow", "boundary", "energy", "storyboard"}))
        ->capture_default_str();
    pictures
        .add_option("--film", render.film,
                    "What an MP4 shows: training, or depth, one loop through the layers")
        ->check(CLI::IsMember({"training", "depth"}));
    pictures.add_option("--out", render.out, "F.png, or F.mp4 for the flow in motion")->required();
    pictures.add_option("--depth", render.depth, "Depth s of the particles, 0 to L")
        ->check(between(0, 256));
    pictures.add_option("--size", render_size, "Size in pixels, e.g. 1920x1080");
    pictures.add_option("--theme", theme, "light or dark")
        ->check(CLI::IsMember({"light", "dark"}))
        ->capture_default_str();
    pictures.add_option("--fps", render.fps, "Frames per second of the video")
        ->check(CLI::Range(1, 120))
        ->capture_default_str();
    pictures
        .add_option("--seconds", render.seconds,
                    "Length of the video; of a training 12, of a loop 6")
        ->check(between(0.1, 3600));

    GuiOptions inspect;
    std::string inspect_size;
    CLI::App& inspecting = *program.add_subcommand(
        "inspect", "The window on a trained model, also somebody else's TorchScript");
    inspecting.add_option("model", inspect.model, "A model.pt with trajectory(x)")->required();
    inspecting.add_option("--against", inspect.against, "A model of ours, as A beside it");
    add_run_options(inspecting, inspect.run);
    inspecting.add_option("--size", inspect_size, "Size of the window or screenshot");
    inspecting.add_option("--scale", inspect.scale, "Content scale instead of the monitor's")
        ->check(between(0.5, 4));
    inspecting.add_option("--state", inspect.state_file,
                          "Keep a JSON file of the state up to date");
    inspecting.add_option("--screenshot", inspect.screenshot,
                          "Draw one frame into a PNG, without a display, and exit");

    CLI::App& training = *program.add_subcommand(
        "train", "Train without a display; leaves the metrics, the data and the model in a folder");
    add_run_options(training, train.run);
    training.add_option("--steps", train.steps, "Steps to train; 0 leaves the first weights")
        ->check(CLI::Range(std::int64_t{0}, kMaxSteps))
        ->required();
    auto* init =
        training.add_option("--init", train.init, "Start from a model.pt or a PyTorch state dict");
    auto* every =
        training.add_option("--every", train.every, "Steps between the rows of metrics.csv");
    every->check(CLI::Range(std::int64_t{1}, kMaxSteps));
    add_session_option(training, train.session)->excludes(init)->excludes(every);
    training.add_option("--save", train.save, "Leave a session, too, to go on from");
    training.add_option("--out", train.out, "The folder to write")->required();
    training.add_flag("--force", train.force, "Write into a folder that is not empty");

    CLI::App& replaying = *program.add_subcommand(
        "replay", "Train a session's run anew from its seed, with every change at its step");
    replaying.add_option("session", replay.session, "The session")->required();
    replaying.add_option("--out", replay.out, "The folder to write, as train does")->required();
    replaying.add_option("--threads", replay.threads, "Threads for the arithmetic on a CPU")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    replaying.add_flag("--force", replay.force, "Write into a folder that is not empty");

    CLI::App& sweeping = *program.add_subcommand(
        "sweep", "Train many networks over lambda, training size and seed; leaves a table");
    sweep.run.engine.threads =
        static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 256u));
    add_run_options(sweeping, sweep.run);
    sweeping
        .add_option("--lambda", sweep.lambda, "first:last:count, or values with commas between")
        ->required();
    sweeping.add_option("--seeds", sweep.seeds, "Runs per point, each with a seed of its own")
        ->check(CLI::Range(1, 10000))
        ->capture_default_str();
    sweeping.add_option("--train-sizes", sweep.train_sizes, "Training points, with commas between");
    sweeping.add_option("--steps", sweep.steps, "Steps of every run")
        ->check(CLI::Range(std::int64_t{0}, kMaxSteps))
        ->capture_default_str();
    sweeping.add_option("--out", sweep.out, "The table to write, a CSV file")->required();
    sweeping.add_flag("--force", sweep.force, "Write over a file that is there");

    CLI::App& benching = *program.add_subcommand(
        "bench", "Measure this machine: training, the observer, frames without a display");
    benching.add_flag("--json", bench.json, "One JSON object instead of a table");
    benching.add_option("--part", bench.part, "all, training, observer or frames")
        ->check(CLI::IsMember({"all", "training", "observer", "frames"}))
        ->capture_default_str();
    benching.add_option("--seconds", bench.seconds, "About how long it may take")
        ->check(between(1, 3600))
        ->capture_default_str();

    CLI::App& list = *program.add_subcommand("presets", "List the named settings");

    try {
        program.parse(argc, argv);
    } catch (const CLI::Success& help) {
        return program.exit(help);  // --help, --version
    } catch (const CLI::ParseError& error) {
        return report_error(std::string(error.what()) + "; see leastaction --help", 2);
    }
    if (reset) {
        if (argc > 2) {
            throw UsageError("--reset-settings stands alone; leave the rest out");
        }
        std::printf("%s\n", reset_settings(config_folder()).c_str());
        return 0;
    }
    if (list.parsed()) {
        return run_presets();
    }
    if (pictures.parsed()) {
        check_names(render.run);
        render.dark = theme == "dark";
        if (!render_size.empty()) {
            render.size = parse_size(render_size);
        }
        return run_render(render, factory);
    }
    if (inspecting.parsed()) {
        check_names(inspect.run);
        if (!inspect_size.empty()) {
            inspect.size = parse_size(inspect_size);
        }
        return inspect.screenshot.empty() ? run_gui(inspect, factory)
                                          : run_screenshot(inspect, factory);
    }
    if (training.parsed()) {
        check_names(train.run);
        return run_train(train, factory);
    }
    if (replaying.parsed()) {
        return run_replay(replay, factory);
    }
    if (sweeping.parsed()) {
        check_names(sweep.run);
        return run_sweep(sweep, factory);
    }
    if (benching.parsed()) {
        return run_bench(bench, factory);
    }
    check_names(gui.run);
    if (!size.empty()) {
        gui.size = parse_size(size);
    }
    return gui.screenshot.empty() ? run_gui(gui, factory) : run_screenshot(gui, factory);
}

}  // namespace

int run_presets() {
    for (const Preset& preset : presets()) {
        std::printf("%-22s %s\n%-22s %s\n", preset.name.c_str(), preset.title.c_str(), "",
                    preset.story.c_str());
    }
    const UserPresets own = read_user_presets(user_presets_folder());
    for (const Preset& preset : own.presets) {
        std::printf("%-22s your own%s\n%-22s %s\n", preset.name.c_str(),
                    preset.title == preset.name ? "" : (": " + preset.title).c_str(), "",
                    preset.story.c_str());
    }
    for (const std::string& failure : own.failures) {
        report_error(failure, 0);
    }
    return 0;
}

int run_program(int argc, char** argv, const EngineFactory& factory) {
    catch_interrupts();
    try {
        return parse_and_run(argc, argv, factory);
    } catch (const UsageError& error) {
        return report_error(error.what(), 2);
    } catch (const std::exception& error) {
        return report_error(error.what(), 1);
    }
}

}  // namespace la
