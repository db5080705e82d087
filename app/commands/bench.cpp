#include <array>
#include <chrono>
#include <cstdio>
#include <exception>

#include "app/bench/frames.h"
#include "app/bench/speed.h"
#include "app/commands/commands.h"
#include "app/commands/progress.h"
#include "app/frame_memory.h"
#include "app/interrupt.h"
#include "core/io/presets.h"

namespace la {

namespace {

constexpr std::array kSizes{std::array{9, 2, 10}, std::array{9, 16, 64}, std::array{9, 16, 256},
                            std::array{20, 32, 256}, std::array{9, 64, 1024}};

// Parts of the time that is asked for; the rest is loading, first steps and first frames.
constexpr double kTrainingPart = 0.45, kObserverPart = 0.07, kFramesPart = 0.33;

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
    const FrameTime paused{.width = 1600, .height = 900, .training = "paused"};
    FrameTime running = paused;
    running.training = "running";
    const Config opening = find_preset("circles").config;
    Config many = opening;
    many.dataset.points = 10000;
    if (machine.gl_renderer.empty()) {
        return {};
    }
    return {{paused, opening}, {running, opening}, {running, many}};
}

// What is missing is said at once, and again in the report.
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
    const std::vector<TrainingSpeed> training = training_cases(report.machine);
    const std::vector<FrameCase> frames = frame_cases(report.machine);
    const Config opening = find_preset("circles").config;
    const std::array requests{"states", "field", "states_and_gauges"};
    Progress progress("bench", "measurements",
                      std::ssize(training) + std::ssize(requests) + std::ssize(frames));
    std::int64_t done = 0;
    const auto next = [&] {
        progress.at(++done);
        return !interrupted();
    };
    const auto share = [&](double part, std::size_t cases) {
        return options.seconds * part / static_cast<double>(cases);
    };
    for (const TrainingSpeed& what : training) {
        const double seconds = share(kTrainingPart, training.size());
        report.training.push_back(measure_training(what, factory, seconds));
        if (!next()) {
            return false;
        }
    }
    for (const char* request : requests) {
        const double seconds = share(kObserverPart, requests.size());
        report.observer.push_back(measure_observer({.request = request}, opening, seconds));
        if (!next()) {
            return false;
        }
    }
    for (const FrameCase& one : frames) {
        const double seconds = share(kFramesPart, frames.size());
        report.frames.push_back(measure_frames(one.what, one.config, factory, seconds));
        if (!next()) {
            return false;
        }
    }
    return true;
}

}  // namespace

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

}  // namespace la
