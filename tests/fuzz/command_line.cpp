// Runs mutated command lines within 1 GiB of memory, without an engine or a display. Each ends with
// an exit code 0, 1 or 2 in less than 3 seconds.
//     fuzz_command_line COUNT [SEED]      works in a temporary folder, which it removes

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "app/commands/commands.h"
#include "core/base/error.h"
#include "tests/support/mutate.h"

namespace la {
namespace {

constexpr char kBetween = '\x1f';  // arguments

std::vector<std::string> arguments(const std::string& line) {
    std::vector<std::string> out(1);
    for (const char c : line) {
        if (c == kBetween) {
            out.emplace_back();
        } else if (c != '\0') {
            out.back() += c;
        }
    }
    return out;
}

// Whether it stays in this folder and is not meant to take long.
bool harmless(const std::vector<std::string>& all) {
    for (const std::string& one : all) {
        if (one.find('/') != std::string::npos || one.find("..") != std::string::npos ||
            one == "bench") {
            return false;
        }
    }
    return true;
}

std::string line_of(std::initializer_list<const char*> words) {
    std::string out;
    for (const char* word : words) {
        out += (out.empty() ? "" : std::string(1, kBetween)) + word;
    }
    return out;
}

Mutator command_lines(std::uint64_t seed) {
    return Mutator(
        seed,
        {line_of({"train", "--steps", "10", "--out", "run"}),
         line_of({"train", "--preset", "moons", "--set", "objective.lambda=0.1", "--steps", "5",
                  "--out", "b", "--force", "--every", "3"}),
         line_of({"train", "--data", "points.csv", "--steps", "1", "--out", "c"}),
         line_of({"sweep", "--lambda", "0:1:3", "--seeds", "2", "--train-sizes", "10,20", "--steps",
                  "3", "--out", "s.csv"}),
         line_of({"sweep", "--lambda", "0,0.1", "--out", "t.csv", "--threads", "2"}),
         line_of({"sweep", "--over", "network.layers=1:4:3", "--log", "--over", "dataset.noise=0,1",
                  "--seeds", "1", "--steps", "2", "--out", "u.csv"}),
         line_of({"render", "--steps", "3", "--view", "flow", "--out", "f.png", "--depth", "2",
                  "--size", "128x128", "--theme", "light"}),
         line_of({"presets"}), line_of({"--version"}), line_of({"--help"}),
         line_of({"--config", "config.json", "--device", "cpu", "--engine", "fused"}),
         line_of({"--screenshot", "a.png", "--after-steps", "5", "--scale", "2"}),
         line_of({"--stop-at", "10", "--out", "d", "--state", "s.json"})},
        {"--set",
         "--out",
         "--steps",
         "train",
         "sweep",
         "render",
         "dataset.kind=csv",
         "dataset.points=1000000",
         "dataset.points=5",
         "network.layers=256",
         "=",
         "--",
         "-",
         "--preset=",
         "-1",
         "1e9",
         "0:1:0",
         "0:1:1000000000",
         "1:0:3",
         ",",
         ":",
         "x",
         std::string(1, kBetween),
         std::string(2, kBetween),
         "config.json",
         "points.csv"});
}

int run(long count, std::uint64_t seed) {
    Mutator mutator = command_lines(seed);
    const int quiet = open("/dev/null", O_WRONLY);
    const int out = dup(STDOUT_FILENO);
    dup2(quiet, STDOUT_FILENO);
    dup2(quiet, STDERR_FILENO);
    const auto say = [out](const std::string& text) {
        return write(out, text.data(), text.size());
    };
    using Clock = std::chrono::steady_clock;
    double slowest = 0;
    long skipped = 0;
    int codes[3] = {0, 0, 0};
    for (long i = 0; i < count; ++i) {
        const std::string line = mutator.next();
        std::vector<std::string> words = arguments(line);
        if (!harmless(words)) {
            ++skipped;
            continue;
        }
        words.insert(words.begin(), "leastaction");
        std::vector<char*> argv;
        for (std::string& word : words) {
            argv.push_back(word.data());
        }
        argv.push_back(nullptr);
        const auto from = Clock::now();
        const int code = run_program(
            static_cast<int>(words.size()), argv.data(),
            [](const EngineSetup&) -> std::unique_ptr<Engine> { throw Error("no engine"); });
        const double seconds = std::chrono::duration<double>(Clock::now() - from).count();
        slowest = std::max(slowest, seconds);
        if (code < 0 || code > 2 || seconds > 3) {
            say("code " + std::to_string(code) + " after " + std::to_string(seconds) +
                " s: " + line + "\n");
            return 1;
        }
        ++codes[code];
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    say("command lines: " + std::to_string(count - skipped) +
        " run (codes 0, 1, 2: " + std::to_string(codes[0]) + ", " + std::to_string(codes[1]) +
        ", " + std::to_string(codes[2]) + "), " + std::to_string(skipped) + " left out, slowest " +
        std::to_string(static_cast<int>(1000 * slowest)) + " ms, " +
        std::to_string(usage.ru_maxrss / 1024) + " MiB\n");
    return 0;
}

}  // namespace
}  // namespace la

int main(int argc, char** argv) {
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    const rlimit limit{rlim_t{1} << 30, rlim_t{1} << 30};
    setrlimit(RLIMIT_AS, &limit);
    const std::filesystem::path was = std::filesystem::current_path();
    std::string folder = std::filesystem::temp_directory_path() / "la-fuzz-XXXXXX";
    if (mkdtemp(folder.data()) == nullptr || chdir(folder.c_str()) != 0) {
        std::perror(folder.c_str());
        return 1;
    }
    const int code = la::run(argc > 1 ? std::atol(argv[1]) : 1000,
                             argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1);
    std::filesystem::current_path(was);
    std::filesystem::remove_all(folder);
    return code;
}
