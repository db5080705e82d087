#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>

#include "app/commands/commands.h"
#include "app/window/interrupt.h"
#include "core/base/error.h"
#include "core/model_reader/model_reader.h"

namespace la {

namespace {

int parse_and_run(int argc, char** argv, const EngineFactory& factory) {
    CLI::App program(
        "Least Action: watch residual networks move their points, and let them move "
        "less.\nWithout a command: the window, training the opening preset.");
    program.name("leastaction");
    program.set_version_flag("--version", "leastaction " LEASTACTION_VERSION);
    program.require_subcommand(0, 1);
    Selected selected{factory, argc, {}};
    for (const auto& add : kCommands) {
        add(program, selected);
    }
    try {
        program.parse(argc, argv);
    } catch (const CLI::Success& help) {
        return program.exit(help);  // --help, --version
    } catch (const CLI::ParseError& error) {
        return report_error(std::string(error.what()) + "; see leastaction --help", 2);
    }
    return selected.run();
}

}  // namespace

int report_error(std::string what, int exit_code) {
    std::ranges::replace_if(
        what, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    std::fprintf(stderr, "leastaction: %s\n", what.c_str());
    return exit_code;
}

int run_program(int argc, char** argv, const EngineFactory& factory) {
    if (is_model_reader(argc, argv)) {
        return serve_model_reader(argv);
    }
    catch_interrupts();
    try {
        return parse_and_run(argc, argv, factory);
    } catch (const UsageError& error) {
        return report_error(error.what(), 2);
    } catch (const std::exception& error) {
        return report_error(error.what(), interrupted() ? 130 : 1);
    }
}

}  // namespace la
