#include <CLI/CLI.hpp>
#include <cstdio>

#include "app/commands/commands.h"
#include "app/experiment/run_options.h"
#include "core/io/presets.h"
#include "core/io/user_presets.h"

namespace la {

namespace {

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

}  // namespace

void add_presets(CLI::App& program, Selected& selected) {
    program.add_subcommand("presets", "List the named settings")->callback([&selected] {
        selected.run = run_presets;
    });
}

}  // namespace la
