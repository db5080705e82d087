#include "app/commands/model_options.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <utility>

#include <unistd.h>

#include "app/experiment/model_snapshot.h"
#include "app/window/interrupt.h"
#include "core/base/error.h"
#include "core/base/user_folders.h"

namespace la {

namespace {

// One line on a terminal once the reading takes a while.
class WaitingLine {
  public:
    void show() {
        if (!shown_ && std::chrono::steady_clock::now() - begin_ > std::chrono::seconds(2)) {
            shown_ = true;
            if (isatty(STDERR_FILENO) == 1) {
                std::fprintf(stderr, "leastaction: the model computes; Ctrl+C gives it up\n");
            }
        }
    }

  private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    bool shown_ = false;
};

}  // namespace

void add_trust_option(CLI::App& command, RunOptions& run) {
    command.add_flag("--trust", run.trust, "Run a model also where the system cannot isolate it");
}

ModelReaderOptions model_reader_options(const RunOptions& run, std::function<bool()> closing) {
    const std::filesystem::path folder = state_folder();
    std::error_code ignored;
    if (!folder.empty()) {
        std::filesystem::create_directories(folder, ignored);
    }
    return {.trust = run.trust,
            .given_up =
                [line = WaitingLine(), closing = std::move(closing)]() mutable {
                    line.show();
                    return interrupted() || (closing && closing());
                },
            .log = folder.empty() ? folder : folder / kModelLog};
}

void print_model_notes(const Snapshot& snapshot) {
    if (const IsolatedFlow* flow = imported_in(snapshot)) {
        for (const std::string& note : flow->notes()) {
            std::fprintf(stderr, "leastaction: %s: %s\n", snapshot.message.c_str(), note.c_str());
        }
    }
}

void check_model(const Snapshot& snapshot) {
    const IsolatedFlow* flow = imported_in(snapshot);
    if (const std::string why = flow ? flow->failure() : std::string(); !why.empty()) {
        throw Error(why);
    }
}

}  // namespace la
