#include <memory>
#include <string>

#include "app/commands/commands.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/window.h"

namespace la {

void add_inspect(CLI::App& program, Selected& selected) {
    struct Options {
        GuiOptions gui;
        std::string size;
    };
    const auto options = std::make_shared<Options>();
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
    add_screenshot_option(command, gui.screenshot);
    command.callback([options, &selected] {
        selected.run = [options, &selected] {
            return run_window(options->gui, options->size, selected.factory);
        };
    });
}

}  // namespace la
