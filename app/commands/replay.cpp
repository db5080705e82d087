#include <cstdio>
#include <memory>

#include "app/commands/commands.h"
#include "app/commands/options.h"
#include "app/commands/progress.h"
#include "app/window/interrupt.h"
#include "core/base/error.h"
#include "core/io/run_writer.h"
#include "core/io/session_file.h"
#include "core/train/replay.h"

namespace la {

namespace {

struct ReplayOptions {
    std::filesystem::path session, out;
    int threads = 1;
    bool force = false;
};

int run_replay(const ReplayOptions& options, const EngineFactory& factory) {
    const TrainingState run = read_session(options.session).training;
    Replay replay(run, options.threads, factory);
    RunWriter folder(options.out, options.force);
    Progress progress("replaying", "steps", run.now.step);
    while (!interrupted() && replay.step()) {
        progress.at(replay.training().steps());
    }
    const Snapshot end = replay.training().snapshot();
    progress.end();
    if (interrupted()) {
        std::fprintf(stderr, "leastaction: interrupted at step %lld; nothing is written\n",
                     static_cast<long long>(end.step));
        return 130;
    }
    folder.write(end);
    if (!same_weights(replay.training().state().weights, run.weights)) {
        throw Error("the replay of " + options.session.string() + " on " + end.device + ", " +
                    end.engine +
                    " engine, has other weights than the session; it was trained on "
                    "another engine or instruction set. " +
                    options.out.string() + " has those of the replay");
    }
    std::printf("%s: %lld steps and %zu changes, the same weights as in %s\n", options.out.c_str(),
                static_cast<long long>(end.step), run.recording.changes().size(),
                options.session.c_str());
    return 0;
}

}  // namespace

void add_replay(CLI::App& program, Selected& selected) {
    const auto options = std::make_shared<ReplayOptions>();
    CLI::App& command = *program.add_subcommand(
        "replay", "Train a session's run anew from its seed, with every change at its step");
    command.add_option("session", options->session, "The session")->required();
    command.add_option("--out", options->out, "The folder to write, as train does")->required();
    add_threads_option(command, options->threads);
    command.add_flag("--force", options->force, "Write into a folder that is not empty");
    command.callback([options, &selected] {
        selected.run = [options, &selected] { return run_replay(*options, selected.factory); };
    });
}

}  // namespace la
