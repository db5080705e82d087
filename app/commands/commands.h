#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include <glm/vec2.hpp>

#include "app/experiment/run_options.h"
#include "core/train/training.h"

namespace la {

struct GuiOptions {
    RunOptions run;
    std::filesystem::path session;  // to go on with; empty: from the start
    // Seconds between keepings of unsaved work; 0: none is kept, nor what was left offered.
    // Negative: a minute, or none where the program is driven from outside (--state, --stop-at).
    double autosave = -1;
    std::filesystem::path model;    // a model to look at: nothing is trained
    std::filesystem::path against;  // one of ours, as A beside it
    glm::ivec2 size{0, 0};          // 0: as remembered, or the usual one
    glm::ivec2 window_size() const { return size.x > 0 ? size : glm::ivec2(1600, 900); }
    float scale = 0;  // 0: the monitor's
    std::filesystem::path state_file;
    // Trains to this step as fast as it goes, leaves in `out` what train would, and ends.
    std::int64_t stop_at = -1;
    std::filesystem::path out;
    // Without a display:
    std::filesystem::path screenshot;
    std::int64_t after_steps = 1000;
};

struct RenderOptions {
    RunOptions run;
    // The network to show, as a model file or a session; both empty: one that is trained first.
    std::filesystem::path model, session;
    bool trained() const { return !model.empty() || !session.empty(); }
    std::string view = "flow";
    std::string film;  // training or depth; empty: the training, where there is one
    std::filesystem::path out;
    std::int64_t steps = 2000;
    double depth = -1;  // negative: where the view looks best
    glm::ivec2 size{0, 0};
    bool dark = true;
    int fps = 30;
    double seconds = 0;  // 0: as long as suits the film
};

struct TrainOptions {
    RunOptions run;
    std::filesystem::path session;  // to go on from; empty: from the start
    std::filesystem::path save;     // a session to leave at the end; empty: none
    std::int64_t steps = 0;         // of the whole run
    std::filesystem::path init;     // a model file; empty: weights by the seed
    std::int64_t every = 0;         // spacing of metrics.csv; 0: about 1,000 rows
    std::filesystem::path out;
    bool force = false;
};

struct ReplayOptions {
    std::filesystem::path session, out;
    int threads = 1;
    bool force = false;
};

struct SweepOptions {
    RunOptions run;
    std::string lambda;       // a:b:n or a list
    std::string train_sizes;  // a list; empty: the whole training split
    int seeds = 5;
    std::int64_t steps = 2000;
    std::filesystem::path out;
    bool force = false;
};

struct BenchOptions {
    bool json = false;
    double seconds = 45;       // about; a little more where training is slow
    std::string part = "all";  // training, observer, frames, or all
};

// Exit codes: 0 done, 130 interrupted; anything else is thrown.
int run_gui(const GuiOptions& options, const EngineFactory& factory);
int run_screenshot(const GuiOptions& options, const EngineFactory& factory);
int run_render(const RenderOptions& options, const EngineFactory& factory);
int run_train(const TrainOptions& options, const EngineFactory& factory);
int run_replay(const ReplayOptions& options, const EngineFactory& factory);
int run_sweep(const SweepOptions& options, const EngineFactory& factory);
int run_bench(const BenchOptions& options, const EngineFactory& factory);
int run_presets();

// The program: reads the command line and runs a command. `factory` makes the engines; the tests
// have their own. Errors become one line on standard error and exit code 1, or 2 for wrong usage.
int run_program(int argc, char** argv, const EngineFactory& factory);

}  // namespace la
