#pragma once

#include <cstdint>
#include <filesystem>

#include <glm/vec2.hpp>

#include "app/experiment/run_options.h"

namespace la {

// What the window and its screenshot take from the command line.
struct GuiOptions {
    RunOptions run;
    std::filesystem::path file;     // named without an option: see FileKind
    std::filesystem::path session;  // to go on with; empty: start from the beginning
    // Seconds between two saves of unsaved work. 0: none are written, and those left by a dead
    // process are not offered. Negative: 10 while it is small, else 60, or 0 if another program
    // drives this one (--state, --stop-at).
    double autosave = -1;
    std::filesystem::path model;    // a model to look at: nothing is trained
    std::filesystem::path against;  // one of ours, as A beside it
    glm::ivec2 size{0, 0};          // pixels; 0: as remembered, or 1600x900
    float scale = 0;                // pixels to a design pixel; 0: the monitor's
    std::filesystem::path state_file;
    // Trains to this step as fast as it can, leaves in `out` what train would, and exits; negative:
    // never.
    std::int64_t stop_at = -1;
    std::filesystem::path out;
    // Without a display:
    std::filesystem::path screenshot;
    std::int64_t after_steps = 1000;

    glm::ivec2 window_size() const { return size.x > 0 ? size : glm::ivec2(1600, 900); }
};

}  // namespace la
