#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <iostream>
#include <new>
#include <string>

#include "app/commands/commands.h"
#include "app/window/interrupt.h"
#include "core/base/error.h"
#include "core/base/message_line.h"
#include "core/model_reader/model_reader.h"

namespace la {

namespace {

// A standard stream that the caller has closed would be the first file that is opened here. This
// way reading and writing it fails instead.
void hold_standard_streams() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(stream, F_GETFD) < 0 && errno == EBADF) {
            const int file = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
            if (file >= 0 && file != stream) {
                close(file);
            }
        }
    }
}

// What a command has printed is only then out.
int with_output_written(int exit_code) {
    std::cout.flush();
    errno = 0;
    const bool flushed = std::fflush(stdout) == 0;
    if (flushed && std::cout.good() && std::ferror(stdout) == 0) {
        return exit_code;
    }
    const char* why = flushed ? "not all of it was written" : std::strerror(errno);
    return report_error(std::string("cannot write to standard output: ") + why,
                        exit_code == 0 ? 1 : exit_code);
}

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

int report_error(const std::string& what, int exit_code) {
    std::fprintf(stderr, "leastaction: %s\n", message_line(what).c_str());
    return exit_code;
}

int run_program(int argc, char** argv, const EngineFactory& factory) {
    if (is_model_reader(argc, argv)) {
        return serve_model_reader(argv);
    }
    hold_standard_streams();
    catch_interrupts();
    try {
        return with_output_written(parse_and_run(argc, argv, factory));
    } catch (const UsageError& error) {
        return report_error(error.what(), 2);
    } catch (const Interrupted& error) {
        return report_error(error.what(), 130);
    } catch (const std::bad_alloc&) {
        return report_error("there is not enough memory; close other programs, or ask for less", 1);
    } catch (const std::exception& error) {
        return report_error(error.what(), interrupted() ? 130 : 1);
    }
}

}  // namespace la
