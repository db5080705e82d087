// How fast training is:
//     la_steps_bench [eager|slopes|threads|gpu ...]      all by default
// eager    steps/s of la::Training (shuffling, metrics log, a snapshot every 16 ms; one thread) and
//          of eager PyTorch (bench_eager.py) with the ratio, and the share of the core's FMA peak.
//          The three are measured in turn, as clocks change, and in processor time, so that other
//          programs count as little as they can.
// slopes   how the cost of a step grows with layers, hidden units, batch and members.
// threads  64 members on two threads against one.
// gpu      LibTorch's engine on the first GPU: eager steps against the captured graph for 1, 64 and
//          1,024 members, from which size on it is faster than the fused engine, and what `auto`
//          chooses there. Without a GPU all of it on the CPU but the capture.

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "core/config/names.h"
#include "core/data/dataset.h"
#include "core/engine/choose_engine.h"
#include "core/io/presets.h"
#include "core/model/weights.h"
#include "core/train/batches.h"
#include "core/train/training.h"
#include "tests/bench/peak.h"
#include "tests/bench/side_by_side.h"

namespace la {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

struct Size {
    int layers, hidden, batch;
    Activation activation = Activation::Relu;
    int dimension = 2;
    int bar = 0;  // times eager PyTorch
};

constexpr Activation kRelu = Activation::Relu, kTanh = Activation::Tanh, kGelu = Activation::Gelu,
                     kSoftplus = Activation::Softplus;
constexpr std::array kSizes{Size{9, 2, 10, kRelu, 2, 1000},     Size{9, 16, 64, kRelu, 2, 400},
                            Size{9, 16, 256, kRelu, 2, 140},    Size{20, 32, 256, kRelu, 2, 90},
                            Size{9, 64, 1024, kRelu, 2, 28},    Size{9, 512, 1024, kRelu, 2, 17},
                            Size{9, 16, 64, kTanh, 2, 300},     Size{9, 16, 64, kGelu, 2, 220},
                            Size{9, 16, 64, kSoftplus, 2, 160}, Size{9, 16, 64, kRelu, 3, 220},
                            Size{9, 16, 64, kTanh, 8, 100},     Size{9, 16, 64, kTanh, 16, 70},
                            Size{9, 64, 1024, kTanh, 2, 22},    Size{9, 64, 1024, kGelu, 2, 14},
                            Size{9, 64, 1024, kTanh, 16, 6},    Size{256, 8, 64, kTanh, 2, 300}};

std::string name_of(const Size& size) {
    return "(" + std::to_string(size.layers) + "," + std::to_string(size.hidden) + "," +
           std::to_string(size.batch) + ") " + std::string(name_of(size.activation)) + " q" +
           std::to_string(size.dimension);
}

Config config_of(const Size& size) {
    Config config = find_preset("circles").config;
    config.compare.clear();
    config.network.layers = size.layers;
    config.network.hidden = size.hidden;
    config.network.dimension = size.dimension;
    config.network.activation = size.activation;
    config.optimizer.batch = size.batch;
    // The number of training points of bench_eager.py.
    const int train = std::max(480, size.batch);
    config.dataset.points = train * 5 / 4;
    return config;
}

// Multiply-adds that the mathematics of a step asks for, twice: W x, V a and, backward, for both
// matrices the gradient of the weights and of the input. What an activation costs counts as
// nothing.
double flops(const Size& size) {
    return 2.0 * 6 * size.dimension * size.layers * size.hidden * size.batch;
}

// One run, timed in intervals from its first step on.
class Run {
  public:
    explicit Run(const Size& size) : training_(config_of(size), {.device = "cpu"}) {
        training_.prepare();
    }

    // Over so many seconds of processor time.
    double steps_per_second(double seconds) {
        const std::clock_t from = std::clock();
        const std::int64_t first = training_.steps();
        auto published = Clock::now();
        double spent = 0;
        while (spent < seconds) {
            training_.step();
            const auto now = Clock::now();
            if (now - published > std::chrono::milliseconds(16)) {
                latest_ = training_.snapshot();
                published = now;
                spent = static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC;
            }
        }
        return static_cast<double>(training_.steps() - first) / spent;
    }

    const Snapshot& latest() const { return latest_; }

  private:
    Training training_;
    Snapshot latest_;
};

// Steps/s of eager PyTorch for every size, by one process.
std::vector<double> eager_rates(double seconds) {
    std::string command = EAGER_SCRIPT;
    for (const Size& size : kSizes) {
        command += " " + with_commas({size.layers, size.hidden, size.batch, size.dimension}) + "," +
                   std::string(name_of(size.activation));
    }
    command += " --seconds " + std::to_string(seconds);
    // A row for every size: layers, hidden units, batch, steps/s.
    const std::vector<double> rows = python_numbers(command, 4 * kSizes.size());
    std::vector<double> out;
    for (std::size_t i = 3; i < rows.size(); i += 4) {
        out.push_back(rows[i]);
    }
    return out;
}

// What was measured of one size, turn by turn.
struct Measured {
    std::vector<double> ours, eager, peak, ratio, part;
};

void against_eager() {
    std::vector<Measured> found(kSizes.size());
    std::vector<std::unique_ptr<Run>> runs;
    for (const Size& size : kSizes) {
        runs.push_back(std::make_unique<Run>(size));
        runs.back()->steps_per_second(1);  // the log thins itself: it costs less with time
    }
    for (int turn = 0; turn < 3; ++turn) {
        const std::vector<double> eager = eager_rates(0.5);
        for (std::size_t i = 0; i < kSizes.size(); ++i) {
            Measured& m = found[i];
            m.eager.push_back(eager[i]);
            m.peak.push_back(bench::peak_gflops(0.1));
            m.ours.push_back(runs[i]->steps_per_second(0.5));
            m.ratio.push_back(m.ours.back() / m.eager.back());
            m.part.push_back(m.ours.back() * flops(kSizes[i]) * 1e-9 / m.peak.back());
        }
    }
    std::printf("%-24s %10s %10s %8s %8s  %10s %8s  %s\n", "size", "ours/s", "eager/s", "ratio",
                "bar", "GFLOP/s", "of peak", "engine");
    for (std::size_t i = 0; i < kSizes.size(); ++i) {
        const Measured& m = found[i];
        std::printf("%-24s %10.0f %10.1f %7.0fx %7dx  %10.1f %7.0f%%  %s %s, peak %.0f\n",
                    name_of(kSizes[i]).c_str(), median(m.ours), median(m.eager), median(m.ratio),
                    kSizes[i].bar, median(m.ours) * flops(kSizes[i]) * 1e-9, 100 * median(m.part),
                    runs[i]->latest().engine.c_str(), runs[i]->latest().device.c_str(),
                    median(m.peak));
    }
    std::fflush(stdout);
}

// `points`: training points; 0: as config_of says.
EngineSetup setup_of(const Size& size, int members, int threads, int points = 0) {
    Config config = config_of(size);
    if (points > 0) {
        config.dataset.points = points;
        config.dataset.test_fraction = 0;
    }
    return {.network = config.network,
            .objective = config.objective,
            .optimizer = config.optimizer,
            .members = members,
            .data = std::make_shared<Dataset>(make_dataset(config.dataset)),
            .threads = threads,
            .engine = EngineKind::Fused};
}

// Seconds per step of the bare engine: the minimum of many short intervals, as the one that other
// programs disturb least.
double step_cost(const Size& size, int members, int threads, double window = 0.01, int points = 0) {
    const EngineSetup setup = setup_of(size, members, threads, points);
    const auto engine = make_engine(setup).engine;
    const Weights initial = initial_weights(setup.network, setup.data->classes);
    EngineState state;
    for (int m = 0; m < members; ++m) {
        state.weights.insert(state.weights.end(), initial.values.begin(), initial.values.end());
    }
    engine->set_state(state);
    Batches batches(setup.data->train, setup.optimizer);
    double best = 1e9;
    for (int turn = 0; turn < 40; ++turn) {
        const auto begin = Clock::now();
        int steps = 0;
        do {
            engine->step(batches.next());
            ++steps;
        } while (seconds_since(begin) < window);
        best = std::min(best, seconds_since(begin) / steps);
    }
    return best;
}

// Seconds for every point of a data set once.
double epoch_cost(const Size& size, int points) {
    return step_cost({size.layers, size.hidden, size.batch, size.activation}, 1, 1, 0.01, points) *
           points / size.batch;
}

void slopes() {
    std::printf(
        "log-log slope of the cost of a step over the last three doublings, bar 0.9..1.1\n");
    const auto series = [](const char* what, int last, auto cost) {
        std::printf("%-8s", what);
        std::vector<double> us;
        for (int n = last / 8; n <= last; n *= 2) {
            us.push_back(cost(n) * 1e6);
            std::printf(" %d: %.2f us,", n, us.back());
        }
        std::printf(" slope %.2f\n", std::log2(us[3] / us[0]) / 3);
        std::fflush(stdout);
    };
    for (const Activation activation : {kRelu, kTanh}) {
        std::printf("%s\n", std::string(name_of(activation)).c_str());
        series("layers", 256, [&](int n) { return step_cost({n, 16, 64, activation}, 1, 1); });
        series("hidden", 512, [&](int n) { return step_cost({9, n, 64, activation}, 1, 1); });
        series("batch", 65536, [&](int n) { return step_cost({9, 16, n, activation}, 1, 1); });
        series("members", 1024, [&](int n) { return step_cost({9, 16, 64, activation}, n, 1); });
    }
    // An epoch of batches of 1,024 points.
    series("points", 1 << 20, [](int n) { return epoch_cost({9, 16, 1024}, n); });
}

// Two threads against one, in turn.
void threads() {
    const auto gain = [](const Size& size, int members) {
        std::vector<double> gains;
        for (int turn = 0; turn < 5; ++turn) {
            gains.push_back(step_cost(size, members, 1, 0.02) / step_cost(size, members, 2, 0.02));
        }
        std::printf("%-24s %3d members: two threads %.2f times one, bar 1.7\n",
                    name_of(size).c_str(), members, median(gains));
        std::fflush(stdout);
    };
    gain({9, 16, 64}, 64);
    gain({9, 16, 64, kTanh, 3}, 64);
    gain({9, 64, 1024}, 1);
    gain({9, 64, 1024, kTanh}, 1);
    gain({9, 16, 4096}, 1);
}

// Steps/s of LibTorch's engine, measured as `auto` does.
double torch_rate(const Size& size, int members, const Device& device, TorchStep step) {
    EngineSetup setup = setup_of(size, members, 1);
    setup.engine = EngineKind::Torch;
    setup.device = device;
    setup.torch_step = step;
    return steps_per_second(*make_engine(setup).engine, setup, {.limit = 2});
}

double fused_rate(const Size& size, int members, int threads) {
    const EngineSetup setup = setup_of(size, members, threads);
    return steps_per_second(*make_engine(setup).engine, setup, {.limit = 2});
}

// LibTorch's engine on the first GPU, or on the CPU, where steps from buffers are run again in the
// place of a captured graph, so that all of it but the capture works anywhere.
class GpuTable {
  public:
    GpuTable() {
        const std::vector<Device> devices = available_devices();
        if (devices.size() > 1) {
            device_ = devices[1];
            buffered_ = TorchStep::Best;
        }
        EngineSetup setup = setup_of({2, 4, 16}, 1, 1);
        setup.engine = EngineKind::Torch;
        setup.device = device_;
        setup.torch_step = buffered_;
        std::printf("LibTorch %s on %s%s; the fused engine on %d threads\n",
                    torch_version().c_str(), make_engine(setup).engine->device().c_str(),
                    device_.is_gpu() ? "" : ": no GPU here, nothing is captured", threads_);
        std::printf("%-8s %6s %12s %12s %8s %12s %8s\n", "steps/s", "", "eager",
                    device_.is_gpu() ? "captured" : "buffered", "ratio", "fused", "ratio");
    }

    // One line of the table. True if LibTorch's engine is the faster one.
    bool turn(const char* what, int n, const Size& size, int members) const {
        const double fused = fused_rate(size, members, threads_);
        const double eager = torch_rate(size, members, device_, TorchStep::Eager);
        const double buffered = torch_rate(size, members, device_, buffered_);
        std::printf("%-8s %6d %12.0f %12.0f %7.1fx %12.0f %7.2fx\n", what, n, eager, buffered,
                    buffered / eager, fused, buffered / fused);
        std::fflush(stdout);
        return buffered > fused;
    }

    // Doubles the size until LibTorch's engine wins, and asks `auto` at the size before and at it.
    void crossing(const char* what, int last, auto size, auto members) const {
        int n = 8;
        while (n < last && !turn(what, n, size(n), members(n))) {
            n *= 2;
        }
        std::printf(n < last ? "%s: LibTorch's is faster from %d on\n"
                             : "%s: the fused engine is faster below %d\n",
                    what, n);
        for (const int at : {n / 2, n}) {
            EngineSetup setup = setup_of(size(at), members(at), threads_);
            setup.engine = EngineKind::Auto;
            setup.device = DeviceKind::Auto;
            const MadeEngine made = make_engine(setup);
            std::printf("%s %d: %s\n", what, at,
                        made.why.empty() ? "auto: fused, as there is no GPU" : made.why.c_str());
        }
    }

  private:
    Device device_ = DeviceKind::Cpu;
    TorchStep buffered_ = TorchStep::Buffered;
    int threads_ = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 256u));
};

void gpu() {
    const GpuTable table;
    for (const int members : {1, 64, 1024}) {
        table.turn("members", members, {9, 16, 64}, members);
    }
    const auto one = [](int) { return 1; };
    table.crossing(
        "members", 4096,
        [](int) {
            return Size{9, 16, 64};
        },
        [](int n) { return n; });
    table.crossing(
        "hidden", 1024,
        [](int n) {
            return Size{9, n, 256};
        },
        one);
    table.crossing(
        "batch", 65536,
        [](int n) {
            return Size{9, 16, n};
        },
        one);
}

}  // namespace
}  // namespace la

int main(int argc, char** argv) {
    const auto wanted = [&](const char* name) {
        return argc < 2 || std::any_of(argv + 1, argv + argc,
                                       [&](const char* a) { return std::strcmp(a, name) == 0; });
    };
    if (wanted("eager")) {
        la::against_eager();
    }
    if (wanted("slopes")) {
        la::slopes();
    }
    if (wanted("threads")) {
        la::threads();
    }
    if (wanted("gpu")) {
        la::gpu();
    }
    return 0;
}
