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

// One line on a terminal once an answer takes a while. Called about thirty times a second while one
// is waited for.
class WaitingLine {
  public:
    void show() {
        const auto now = std::chrono::steady_clock::now();
        if (now - last_ > std::chrono::milliseconds(500)) {
            begin_ = now;  // another answer
        }
        last_ = now;
        if (!shown_ && now - begin_ > std::chrono::seconds(2)) {
            shown_ = true;
            if (isatty(STDERR_FILENO) == 1) {
                std::fprintf(stderr, "leastaction: the model computes; Ctrl+C gives it up\n");
            }
        }
    }

  private:
    std::chrono::steady_clock::time_point begin_, last_;
    bool shown_ = false;
};

}  // namespace

void add_trust_option(CLI::App& command, RunOptions& run, CLI::Option* model) {
    auto* trust = command.add_flag("--trust", run.trust,
                                   "Run a model also where the system cannot isolate it");
    if (model) {
        trust->needs(model);
    }
}

ModelReaderOptions model_reader_options(const RunOptions& run, std::function<bool()> closing) {
    std::filesystem::path folder = state_folder();
    try {
        if (!folder.empty()) {
            make_private_folder(folder);
        }
    } catch (const Error&) {
        folder.clear();  // what the model prints is dropped
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
    for (const std::string& note : notes_of(snapshot)) {
        std::fprintf(stderr, "leastaction: %s: %s\n", snapshot.message.c_str(), note.c_str());
    }
}

void check_model(const Snapshot& snapshot) {
    const IsolatedFlow* flow = imported_in(snapshot);
    if (const std::string why = flow ? flow->failure() : std::string(); !why.empty()) {
        throw Error(why);
    }
}

}  // namespace la
