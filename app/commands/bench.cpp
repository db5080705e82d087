#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <memory>

#include "app/commands/bench/frames.h"
#include "app/commands/bench/speed.h"
#include "app/commands/commands.h"
#include "app/commands/options.h"
#include "app/commands/progress.h"
#include "app/window/frame_memory.h"
#include "app/window/interrupt.h"
#include "core/io/presets.h"

namespace la {

namespace {

struct BenchOptions {
    bool json = false;
    double seconds = 45;       // approximate; longer where training is slow
    std::string part = "all";  // training, observer, frames, or all
};

constexpr std::array kSizes{std::array{9, 2, 10}, std::array{9, 16, 64}, std::array{9, 16, 256},
                            std::array{20, 32, 256}, std::array{9, 64, 1024}};

// Fractions of --seconds; the rest goes to loading, first steps and first frames. A --part alone
// has kAlone of it.
constexpr double kTrainingShare = 0.3, kObserverShare = 0.05, kFramesShare = 0.4, kAlone = 0.8;
constexpr double kLambdaShare = 0.1;  // of the time for frames

struct FrameCase {
    FrameTime what;
    Config config;
};

std::vector<TrainingSpeed> training_cases(const MachineInfo& machine) {
    std::vector<TrainingSpeed> out;
    for (const auto& [layers, hidden, batch] : kSizes) {
        for (const char* engine : {"fused", "torch"}) {
            out.push_back({engine, layers, hidden, batch, 1});
            if (machine.threads > 1) {
                out.push_back({engine, layers, hidden, batch, machine.threads});
            }
        }
    }
    if (machine.torch_version.empty()) {
        std::erase_if(out, [](const TrainingSpeed& t) { return t.engine == "torch"; });
    }
    return out;
}

std::vector<FrameCase> frame_cases(const MachineInfo& machine) {
    if (machine.gl_renderer.empty()) {
        return {};
    }
    const FrameTime paused{.width = 1600, .height = 900, .training = "paused", .show = "opening"};
    FrameTime running = paused;
    running.training = "running";
    FrameTime everything = running;
    everything.show = "everything";
    const Config opening = find_preset("circles").config;
    std::vector<FrameCase> out{{paused, opening}, {running, opening}, {everything, opening}};
    for (const int points : {1000, 10000, 100000}) {
        out.push_back({everything, opening});
        out.back().config.dataset.points = points;
    }
    for (const int layers : {3, 20, 64}) {
        out.push_back({everything, opening});
        out.back().config.network.layers = layers;
    }
    FrameTime page = running;
    page.show = "refined";
    out.push_back({page, find_preset("weights-refine").config});
    for (const int points : {2000, 10000}) {
        page.show = "mean field";
        out.push_back({page, find_preset("mean-field-nodes").config});
        out.back().config.shallow.train = points;
    }
    page.show = "stability";
    out.push_back({page, find_preset("stability-chaos").config});
    for (FrameCase& one : out) {
        one.config.stop = {};
    }
    return out;
}

// The answer, or an empty text and a note in the report why there is none.
template<class Ask>
std::string ask(Ask question, const char* without, BenchReport& report) {
    try {
        return question();
    } catch (const std::exception& error) {
        report.notes.push_back(std::string("without ") + without + ": " + error.what());
        std::fprintf(stderr, "leastaction: %s\n", report.notes.back().c_str());
        return "";
    }
}

// False: interrupted.
bool measure(const BenchOptions& options, const EngineFactory& factory, BenchReport& report) {
    const auto asked = [&](const char* part) {
        return options.part == "all" || options.part == part;
    };
    const auto training =
        asked("training") ? training_cases(report.machine) : std::vector<TrainingSpeed>();
    const auto frames = asked("frames") ? frame_cases(report.machine) : std::vector<FrameCase>();
    const std::vector<const char*> requests =
        asked("observer") ? std::vector{"states", "field", "states_and_gauges"}
                          : std::vector<const char*>();
    const bool lambda = !frames.empty();
    const Config opening = find_preset("circles").config;
    Progress progress("bench", "measurements",
                      std::ssize(training) + std::ssize(requests) + std::ssize(frames) + lambda);
    std::int64_t done = 0;
    const auto next = [&] {
        progress.at(++done);
        return !interrupted();
    };
    const auto share = [&](double part, std::size_t cases) {
        return options.seconds * (options.part == "all" ? part : kAlone) /
               static_cast<double>(cases);
    };
    for (const TrainingSpeed& what : training) {
        const double seconds = share(kTrainingShare, training.size());
        report.training.push_back(measure_training(what, factory, seconds));
        if (!next()) {
            return false;
        }
    }
    for (const char* request : requests) {
        const double seconds = share(kObserverShare, requests.size());
        report.observer.push_back(measure_observer({.request = request}, opening, seconds));
        if (!next()) {
            return false;
        }
    }
    for (const FrameCase& one : frames) {
        const double seconds = (1 - kLambdaShare) * share(kFramesShare, frames.size());
        report.frames.push_back(measure_frames(one.what, one.config, factory, seconds));
        if (!next()) {
            return false;
        }
    }
    if (lambda) {
        report.lambda.push_back(
            measure_lambda(opening, factory, kLambdaShare * share(kFramesShare, 1)));
        return next();
    }
    return true;
}

int run_bench(const BenchOptions& options, const EngineFactory& factory) {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point begin = Clock::now();
    keep_frame_memory();
    BenchReport report;
    report.machine = describe_machine();
    report.machine.torch_version = ask(torch_version, "LibTorch", report);
    report.machine.gl_renderer = ask(gl_renderer, "frames", report);
    if (!measure(options, factory, report)) {
        std::fprintf(stderr, "leastaction: interrupted; nothing is reported\n");
        return 130;
    }
    report.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    std::fputs((options.json ? report_json(report) : report_table(report)).c_str(), stdout);
    return 0;
}

}  // namespace

void add_bench(CLI::App& program, Selected& selected) {
    const auto options = std::make_shared<BenchOptions>();
    CLI::App& command = *program.add_subcommand(
        "bench", "Measure this machine: training, the observer, frames without a display");
    command.add_flag("--json", options->json, "One JSON object instead of a table");
    command.add_option("--part", options->part, "all, training, observer or frames")
        ->check(CLI::IsMember({"all", "training", "observer", "frames"}))
        ->capture_default_str();
    command.add_option("--seconds", options->seconds, "About how long it may take")
        ->check(between(1, 3600))
        ->capture_default_str();
    command.callback([options, &selected] {
        selected.run = [options, &selected] { return run_bench(*options, selected.factory); };
    });
}

}  // namespace la
