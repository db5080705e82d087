#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>

#include "app/commands/commands.h"
#include "app/commands/data_notes.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/window.h"
#include "app/experiment/model_snapshot.h"
#include "app/readouts/score_words.h"
#include "app/readouts/wrapper_code.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/layers_csv.h"
#include "core/observe/measured_row.h"

namespace la {

namespace {

struct InspectOptions {
    GuiOptions gui;
    std::string size;
    std::filesystem::path table;  // of the layers, in the place of a window; "-": printed
};

// What to do with a network of somebody else's that cannot be shown as it is.
std::string ways() {
    std::string out =
        R"(Any network of PyTorch can be shown in one of two ways.
1. A recording, by python/leastaction.py, where the model is; nothing of it is run here:
    import leastaction
    leastaction.record(model, x, y, path="run.safetensors")     # leastaction inspect run.safetensors
2. TorchScript that gives the states behind every layer, run here in isolation:
)";
    std::istringstream code(kWrapperCode);
    for (std::string line; std::getline(code, line);) {
        out += "    " + line + "\n";
    }
    return out;
}

// Whether a model was refused for being another network than ours, and not for being broken. The
// process that runs models of strangers tells its reasons as text.
bool is_of_others(std::string_view why) {
    constexpr std::array<std::string_view, 3> kReasons{
        "it has no method trajectory", "it holds a whole Python object", "there is no blocks.0."};
    return std::ranges::any_of(kReasons, [&](std::string_view reason) {
        return why.find(reason) != std::string_view::npos;
    });
}

int leave_table(InspectOptions& options) {
    check_run_options(options.gui.run);
    const bool print = options.table == "-";
    if (!print) {
        require_writable(options.table);
    }
    const auto model = model_snapshot(options.gui.run, model_reader_options(options.gui.run),
                                      options.gui.model, options.gui.against);
    print_model_notes(*model);
    print_data_notes(model->config->dataset, *model->data);
    const std::string table = print ? layers_text(*model) : layers_csv(*model);
    check_model(*model);
    const double score = measured_row(*model).members.back().test_accuracy;
    std::printf("%s: %s\n", model->message.c_str(), score_line(*model, score).c_str());
    if (print) {
        std::printf("%s", table.c_str());
    } else {
        write_file(options.table, table);
    }
    return 0;
}

int inspect(InspectOptions& options, const EngineFactory& factory) {
    try {
        return options.table.empty() ? run_window(options.gui, options.size, factory)
                                     : leave_table(options);
    } catch (const Error& error) {
        if (is_of_others(error.what())) {
            std::fputs(ways().c_str(), stdout);
        }
        throw;
    }
}

}  // namespace

void add_inspect(CLI::App& program, Selected& selected) {
    const auto options = std::make_shared<InspectOptions>();
    GuiOptions& gui = options->gui;
    CLI::App& command =
        *program.add_subcommand("inspect", "The window on a trained model, also somebody else's");
    command.add_option("model", gui.model, "Weights, or TorchScript with trajectory(x)")
        ->required();
    command.add_option("--against", gui.against, "A model of ours, as A beside it");
    add_run_options(command, gui.run, kKeptForFrames);
    add_trust_option(command, gui.run);
    command.add_option("--size", options->size, "Size of the window or screenshot");
    add_scale_option(command, gui.scale);
    add_state_option(command, gui.state_file);
    auto* screenshot = add_screenshot_option(command, gui.screenshot);
    command
        .add_option("--table", options->table,
                    "Leave a table of the layers and open no window; -: print it")
        ->excludes(screenshot);
    command.callback([options, &selected] {
        selected.run = [options, &selected] { return inspect(*options, selected.factory); };
    });
}

}  // namespace la
