#include "app/commands/window.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <future>
#include <memory>
#include <optional>

#include "app/commands/commands.h"
#include "app/commands/data_notes.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/experiment/file_kind.h"
#include "app/experiment/model_snapshot.h"
#include "app/experiment/setting_file.h"
#include "app/settings/settings_file.h"
#include "app/window/frame_loop.h"
#include "app/window/frame_memory.h"
#include "app/window/interrupt.h"
#include "app/window/time_limit.h"
#include "core/base/error.h"
#include "core/base/user_folders.h"
#include "core/data/dataset_kinds.h"
#include "core/io/session_file.h"

namespace la {

namespace {

constexpr std::chrono::milliseconds kPatience{500};  // for threads to end after the window
constexpr std::chrono::seconds kKeeping{1};          // of unsaved work, as the window closes
constexpr std::chrono::milliseconds kAtOnce{300};    // a model that is read by then needs no word

// Refuses before a window opens, but a model that takes a while to be read.
WindowContent read_content(const GuiOptions& options, const std::atomic<bool>& closing) {
    if (!options.model.empty()) {
        const auto reader =
            model_reader_options(options.run, [&closing] { return closing.load(); });
        WindowContent content{.model = std::async(std::launch::async, [&options, reader] {
                                  auto model = model_snapshot(options.run, reader, options.model,
                                                              options.against);
                                  print_model_notes(*model);
                                  print_data_notes(model->config->dataset, *model->data);
                                  return model;
                              })};
        if (content.model.wait_for(kAtOnce) == std::future_status::ready) {
            content.model.get();
        }
        return content;
    }
    if (const Config config =
            options.stop_at >= 0 ? options.run.residual_config() : options.run.config();
        !has_generator(config.dataset)) {
        make_dataset(config.dataset);
    }
    WindowContent content{.answers = read_answers(options.run.config_file)};
    if (!options.session.empty()) {
        content.session = read_session(options.session);
    }
    check_device(content.session
                     ? engine_for(content.session->training.engine, options.run.engine).device
                     : options.run.engine.device);
    return content;
}

struct AtEnd {
    std::atomic<bool>& closing;
    ~AtEnd() { closing = true; }
};

int run_frames(const GuiOptions& options, const EngineFactory& factory) {
    std::atomic<bool> closing{false};  // no model keeps a window from closing
    WindowContent content = read_content(options, closing);
    const AtEnd give_up_reading{closing};
    if (options.stop_at >= 0) {
        content.out = std::make_shared<RunWriter>(options.out, false);
    }
    TimeLimit limit;
    take_time_to_end(kKeeping);
    FrameLoop loop(options, content, factory);
    const AtEnd give_up_model{closing};
    try {
        while (loop.tick()) {}
    } catch (...) {
        loop.keep_unsaved();  // a fault of ours loses nothing
        throw;
    }
    const int code = loop.close();
    limit.start(kPatience, code);
    return code;
}

int run_gui(const GuiOptions& options, const EngineFactory& factory) {
    keep_frame_memory();
    try {
        return run_frames(options, factory);
    } catch (const ClosedWhileReading&) {
        return 0;
    }
}

int forget_settings(int arguments) {
    if (arguments > 2) {
        throw UsageError("--reset-settings stands alone; leave the rest out");
    }
    std::printf("%s\n", reset_settings(config_folder()).c_str());
    return 0;
}

// What is named without an option goes where its kind belongs.
void place_file(GuiOptions& options) {
    if (options.file.empty()) {
        return;
    }
    const std::string name = options.file.string();
    std::error_code error;
    if (!std::filesystem::exists(options.file, error)) {
        throw UsageError(name + " is neither a command nor a file; see leastaction --help");
    }
    if (!options.session.empty() || options.run.names_data()) {
        throw UsageError(name +
                         ": a file stands alone; leave out --preset, --config, --data, --set "
                         "and --session");
    }
    switch (file_kind(options.file)) {
        case FileKind::Table:
            options.run.data = options.file;
            break;
        case FileKind::Model:
            if (options.stop_at >= 0) {
                throw UsageError(name +
                                 ": a model is looked at and not trained; leave out --stop-at, or "
                                 "see train --init");
            }
            options.model = options.file;
            break;
        case FileKind::Setting:
            options.run.config_file = options.file;
            break;
        case FileKind::Session:
            options.session = options.file;
            break;
    }
}

}  // namespace

int run_window(GuiOptions options, const std::string& size, const EngineFactory& factory) {
    check_run_options(options.run);
    place_file(options);
    options.size = parse_size(size);
    return options.screenshot.empty() ? run_gui(options, factory)
                                      : run_screenshot(options, factory);
}

void add_window(CLI::App& program, Selected& selected) {
    struct Options {
        GuiOptions gui;
        std::string size;
        bool reset = false;
    };
    const auto options = std::make_shared<Options>();
    GuiOptions& gui = options->gui;
    program.add_option(
        "FILE", gui.file,
        "A session, a table, a model, a config.json, a saved picture or a run's folder: "
        "opens it");
    add_run_options(program, gui.run, kKeptForFrames);
    add_session_option(program, gui.session);
    program
        .add_option(
            "--autosave", gui.autosave,
            "Seconds between keepings of unsaved work; 0: never. Default 10 while it is small, "
            "else 60, and 0 with --state and --stop-at")
        ->check(between(0, 86400));
    program.add_option("--size", options->size, "Size of the window or screenshot, e.g. 1600x900");
    add_scale_option(program, gui.scale);
    add_state_option(program, gui.state_file);
    program.add_flag("--reset-settings", options->reset,
                     "Forget theme, views, window and folders of the last time, and exit");
    auto* stop_at = program.add_option("--stop-at", gui.stop_at,
                                       "Pause at this step, leave what train would, and exit");
    auto* out = program.add_option("--out", gui.out, "The folder for --stop-at");
    stop_at->check(CLI::Range(std::int64_t{0}, kMaxSteps))->needs(out);
    out->needs(stop_at);
    auto* screenshot = add_screenshot_option(program, gui.screenshot);
    program.add_option("--after-steps", gui.after_steps, "Steps to train before the screenshot")
        ->check(CLI::Range(std::int64_t{0}, kMaxPictureSteps))
        ->needs(screenshot)
        ->capture_default_str();
    // Runs after the callbacks of the commands.
    program.callback([options, &selected] {
        if (options->reset) {
            selected.run = [&selected] { return forget_settings(selected.arguments); };
        } else if (!selected.run) {
            selected.run = [options, &selected] {
                return run_window(options->gui, options->size, selected.factory);
            };
        }
    });
}

}  // namespace la
