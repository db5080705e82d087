#include "app/commands/bench/speed.h"

#include <sys/utsname.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <thread>

#include "app/window/interrupt.h"
#include "core/io/presets.h"
#include "core/observe/observer.h"
#include "core/train/training.h"

namespace la {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr int kWindows = 5;
constexpr int kFieldPoints = 112;      // as the views ask for
constexpr int kTransportPoints = 128;  // as the gauges ask for

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

Config config_of(const TrainingSpeed& what) {
    Config config = find_preset("circles").config;
    config.compare.clear();
    config.network.layers = what.layers;
    config.network.hidden = what.hidden;
    config.optimizer.batch = what.batch;
    // Enough points to fill a batch after a fifth of them went to the test split.
    config.dataset.points = std::max(config.dataset.points, (what.batch * 5 + 3) / 4);
    return config;
}

// Does the trainer's work on this thread, steps and 60 snapshots a second; returns steps per
// second.
double run_window(Training& training, double seconds) {
    const Clock::time_point begin = Clock::now();
    Clock::time_point published = begin, now = begin;
    const std::int64_t first = training.steps();
    do {
        training.step();
        now = Clock::now();
        if (now - published > 16ms) {
            training.snapshot();
            published = now;
        }
    } while (std::chrono::duration<double>(now - begin).count() < seconds && !interrupted());
    return static_cast<double>(training.steps() - first) / seconds_since(begin);
}

std::string processor_name() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);) {
        const std::size_t colon = line.find(": ");
        if (line.starts_with("model name") && colon != line.npos) {
            return line.substr(colon + 2);
        }
    }
    utsname system{};
    return uname(&system) == 0 ? system.machine : "unknown";
}

}  // namespace

TrainingSpeed measure_training(TrainingSpeed what, const EngineFactory& factory, double seconds) {
    const EngineKind engine = value_named<EngineKind>(what.engine).value();
    Training training(config_of(what), {.device = "cpu", .threads = what.threads, .engine = engine},
                      factory);
    training.prepare();
    const double window = seconds / (kWindows + 1);
    run_window(training, window);  // caches, clocks, LibTorch's first step
    std::vector<double> rates;
    for (int i = 0; i < kWindows && !interrupted(); ++i) {
        rates.push_back(run_window(training, window));
    }
    what.steps_per_s = rates.empty() ? 0 : percentile(rates, 0.5);
    return what;
}

ObserverTime measure_observer(ObserverTime what, const Config& config, double seconds) {
    Training training(config, {.device = "cpu"});
    for (int i = 0; i < 200 && !training.diverged(); ++i) {
        training.step();
    }
    const auto snapshot = std::make_shared<const Snapshot>(training.snapshot());
    what.points = config.dataset.points;
    const Observation seen = observe({.snapshot = snapshot});
    ObserverRequest request{.snapshot = snapshot};
    const bool field = what.request == "field";
    if (field) {
        request.views.fields = {{.layer = config.network.layers / 2,
                                 .width = kFieldPoints,
                                 .height = kFieldPoints,
                                 .lo = {-3, -3},
                                 .hi = {3, 3}}};
    } else if (what.request == "states_and_gauges") {
        request.transport_points = kTransportPoints;
    }
    std::vector<double> ms;
    const Clock::time_point begin = Clock::now();
    do {
        const Clock::time_point now = Clock::now();
        observe(request, field ? &seen : nullptr);
        ms.push_back(1000 * seconds_since(now));
    } while (seconds_since(begin) < seconds && !interrupted());
    what.ms_p50 = percentile(ms, 0.5);
    what.ms_p99 = percentile(ms, 0.99);
    return what;
}

MachineInfo describe_machine() {
    Training training(find_preset("circles").config,
                      {.device = "cpu", .engine = EngineKind::Fused});
    training.prepare();
    const std::string device = training.snapshot().device;  // "cpu avx512"
    return {.processor = processor_name(),
            .instruction_set = device.substr(device.find(' ') + 1),
            .threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()))};
}

}  // namespace la
