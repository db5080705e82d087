#pragma once

#include <array>
#include <string>

#include <glm/vec2.hpp>

namespace la {

// What the window can save as a file.
enum class SaveKind {
    Picture,
    Storyboard,
    DepthFilm,
    TrainingFilm,
    Plot,
    Metrics,
    Sweep,
    Points,
    Script,
    Layers
};

struct SaveKindInfo {
    const char* label;
    const char* suffix;  // suffix of the usual name
    const char* extension;
    const char* tip;
};

inline constexpr std::array<SaveKindInfo, 10> kSaveKinds{{
    {"picture of the views", "", ".png", "What the flow views show, without the controls"},
    {"storyboard", "-storyboard", ".png", "The flow layer by layer, A above B"},
    {"film through the layers", "-depth", ".mp4", "One loop from the input to the output"},
    {"film of the training", "-training", ".mp4",
     "From the first step to now, as far as steps are kept"},
    {"table of a plot", "", ".csv", "The curves of a plot, a column each"},
    {"table of all measures", "-metrics", ".csv",
     "What train writes as metrics.csv; A's goes beside it. The configuration goes into a .json"},
    {"table of the sweep", "-sweep", ".csv",
     "A row for every run, as leastaction sweep writes them, and the command that does"},
    {"table of the points", "-points", ".csv",
     "x, y, label and split of every point, drawn ones too: to be read again with --data"},
    {"script of the run", "", ".py",
     "The run as a program in plain PyTorch, from step 0: points and first weights are inside"},
    {"table of the layers", "-layers", ".csv",
     "Energy, W₂², rank and the largest move of every layer, of the networks as shown"},
}};

inline const SaveKindInfo& info(SaveKind kind) {
    return kSaveKinds[static_cast<std::size_t>(kind)];
}

inline bool is_film(SaveKind kind) {
    return kind == SaveKind::DepthFilm || kind == SaveKind::TrainingFilm;
}
// Kinds that do not exist for a model, which is not trained. A recording of several steps has the
// film.
inline bool needs_training(SaveKind kind) {
    return kind == SaveKind::TrainingFilm || kind == SaveKind::Plot || kind == SaveKind::Sweep ||
           kind == SaveKind::Script;
}
// Kinds that a shallow run has, too, which has neither layers nor sweeps.
inline bool is_of_shallow_runs(SaveKind kind) {
    return kind == SaveKind::Picture || kind == SaveKind::TrainingFilm || kind == SaveKind::Plot ||
           kind == SaveKind::Metrics;
}
inline bool has_size(SaveKind kind) {
    return kind == SaveKind::Picture || kind == SaveKind::Storyboard || is_film(kind);
}

// Size of a picture: as the views in the window, twice that, or a given number of pixels.
enum class SaveSize { Window, Twice, Uhd, Own };

inline constexpr int kMinPixels = 64, kMaxPixels = 8192;  // pixels per side

// The choices of the save menu; saved with a session.
struct SaveSettings {
    SaveKind kind = SaveKind::Picture;
    SaveSize size = SaveSize::Window;
    glm::ivec2 own{1920, 1080};
    double seconds = 0;  // length of a film; 0: the usual length
    int plot = 0;        // index of one of the plots of the page (app/readouts/page_plots.h)
    std::string name;    // name without extension; empty: the usual name
    std::string folder;  // empty: the working directory of the program
    bool operator==(const SaveSettings&) const = default;
};

// Progress and result of the newest save.
struct SaveState {
    bool busy = false;
    float fraction = 0;  // finished, 0 to 1
    std::string line;    // for the status line
    bool failed = false;
};

}  // namespace la
