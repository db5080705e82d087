#pragma once

#include <functional>
#include <string>

#include "core/engine/engine.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own
class App;
}

namespace la {

// The command that parsing the command line has selected.
struct Selected {
    const EngineFactory& factory;
    int arguments;  // on the command line, the program's name among them
    // Runs it. Returns the exit code: 0 done, 130 interrupted. Throws Error, UsageError.
    std::function<int()> run;
};

// Each adds a command with its options; parsing that command sets Selected::run.
void add_window(CLI::App& program, Selected& selected);  // what runs without a command
void add_render(CLI::App& program, Selected& selected);
void add_inspect(CLI::App& program, Selected& selected);
void add_train(CLI::App& program, Selected& selected);
void add_replay(CLI::App& program, Selected& selected);
void add_sweep(CLI::App& program, Selected& selected);
void add_weights(CLI::App& program, Selected& selected);
void add_meanfield(CLI::App& program, Selected& selected);
void add_stability(CLI::App& program, Selected& selected);
void add_bench(CLI::App& program, Selected& selected);
void add_presets(CLI::App& program, Selected& selected);

// All of them, in the order of --help.
inline constexpr void (*kCommands[])(CLI::App&, Selected&){
    add_window,  add_render,    add_inspect,   add_train, add_replay, add_sweep,
    add_weights, add_meanfield, add_stability, add_bench, add_presets};

// Writes one line to standard error: control characters of file names and keys become blanks.
// Returns `exit_code`.
int report_error(const std::string& what, int exit_code);

// The program: reads the command line and runs a command. `factory` makes the engines; tests pass
// their own. Errors become one line on standard error and exit code 1, or 2 for wrong usage.
int run_program(int argc, char** argv, const EngineFactory& factory);

}  // namespace la
