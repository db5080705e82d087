// Measures what history, curves and a session take after a million steps, and fails if memory grows
// with the run. Usage: la_million_steps [steps]

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <vector>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/io/presets.h"
#include "core/io/session_file.h"
#include "core/observe/observer.h"
#include "core/train/training.h"

namespace la {
namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

double resident_mb() {
    std::ifstream file("/proc/self/statm");
    double size = 0, resident = 0;
    file >> size >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

// Asks for what a drag of the history's slider shows at 200 places.
void scrub(const Snapshot& now) {
    std::vector<double> lookup, whole;
    Random random(1);
    std::unique_ptr<Observation> last;
    for (int i = 0; i < 200; ++i) {
        const auto step =
            static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(now.step)));
        const auto begin = Clock::now();
        const KeptStep& kept = (*now.history)[nearest_kept(*now.history, step)];
        ObserverRequest request{.snapshot = snapshot_at(now, kept)};
        lookup.push_back(ms_since(begin));
        request.transport_points = 128;
        last = std::make_unique<Observation>(observe(request, last.get()));
        whole.push_back(ms_since(begin));
    }
    std::ranges::sort(lookup);
    std::ranges::sort(whole);
    std::printf(
        "scrubbing to one of %zu kept steps: nearest_kept and snapshot_at median %.4f ms, "
        "most %.4f ms; with the observation, W2^2 of 128 points in it, median %.2f ms, most "
        "%.2f ms\n",
        now.history->size(), lookup[100], lookup.back(), whole[100], whole.back());
}

void run(std::int64_t steps) {
    Config config = find_preset("circles").config;
    config.network.hidden = 4;
    config.optimizer.batch = 16;
    Training training(config, {"cpu", 1, EngineKind::Fused});
    double early = 0;
    const auto begin = Clock::now();
    for (std::int64_t next = steps / 100; training.steps() < steps; next *= 10) {
        while (training.steps() < std::min(next, steps) && !training.diverged()) {
            training.step();
        }
        if (training.diverged()) {
            throw Error("diverged");
        }
        const Snapshot now = training.snapshot();
        const double resident = resident_mb();
        early = early == 0 ? resident : early;
        std::printf("step %lld: %.1f MB resident, %zu kept steps, %zu rows\n",
                    static_cast<long long>(now.step), resident, now.history->size(),
                    now.rows->size());
    }
    std::printf("%.0f steps/s with two networks of %d layers and %d hidden units\n",
                1000 * static_cast<double>(steps) / ms_since(begin), config.network.layers,
                config.network.hidden);
    const double growth = resident_mb() - early;
    std::printf("memory grew by %.1f MB from step %lld on\n", growth,
                static_cast<long long>(steps / 100));
    scrub(training.snapshot());
    auto start = Clock::now();
    const TrainingState state = training.state();
    std::printf("taking the state: %.2f ms; ", ms_since(start));
    start = Clock::now();
    const std::string bytes = session_bytes({state, ""});
    std::printf("a session of %.2f MB, written in %.1f ms, ",
                static_cast<double>(bytes.size()) / 1e6, ms_since(start));
    start = Clock::now();
    parse_session(bytes);
    std::printf("read in %.1f ms\n", ms_since(start));
    if (growth > 8) {
        throw Error("memory grows with the run");
    }
}

}  // namespace
}  // namespace la

int main(int argc, char** argv) {
    try {
        la::run(argc > 1 ? std::atoll(argv[1]) : 1000000);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
