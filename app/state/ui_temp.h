#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/motion/cue_player.h"
#include "app/motion/depth_playback.h"
#include "app/readouts/calm_sentence.h"
#include "app/readouts/curve_quantities.h"
#include "app/readouts/dataset_pictures.h"
#include "app/readouts/differences.h"
#include "app/readouts/energy_map.h"
#include "app/readouts/weights_plots.h"
#include "app/state/app_command.h"
#include "app/state/guides_ui.h"
#include "app/state/lesson_ui.h"
#include "app/state/palette_ui.h"
#include "app/state/point_drawing_state.h"
#include "app/state/session_ui.h"
#include "app/state/sweep_ui.h"
#include "app/state/theory_ui.h"
#include "app/state/user_presets_ui.h"
#include "app/ui/layout.h"
#include "render/flow/viewport.h"
#include "render/plot/view.h"

namespace la {

struct ShallowSnapshot;
struct Snapshot;

// The networks that the views show instead of the present ones: a kept step of the run, or a
// network of the sweep (of_sweep). Null: the present ones. Written by app/experiment/history_view.h
// and Sweeps.
struct HistoryView {
    std::shared_ptr<const Snapshot> shown;
    std::shared_ptr<const ShallowSnapshot> shallow;  // the same of the shallow run
};

// What the flow views keep from frame to frame. Written by FlowViews and DrawingBudget.
struct ViewTemp {
    ViewportEase ease;
    ViewportEase third_ease;  // range of the third coordinate, as a square
    FrameOf frame_of = FrameOf::B;
    std::array<int, 2> outside{0, 0};  // points outside the frame, A and B
    // Counts the frames of a window that redraws its parts in rotation; 0: all parts in every
    // frame.
    std::uint64_t frame_in_rotation = 0;
    int trail_budget = 0;     // segments per view
    int particle_budget = 0;  // particles per view
    int hovered = -1;         // the particle under the mouse; -1: none
};

// A picture of cells that Backdrop stretches beneath a plot. `image` lives as long as the frame;
// `version` changes with its pixels.
struct CellPicture {
    Rect rect;
    const Image* image = nullptr;  // null: not on screen in this frame
    std::uint64_t version = 0;
};

// What the plots beside and below the views keep. Written by the laboratory's panels, read by
// Backdrop.
// What the plots of the mean-field laboratory keep from frame to frame.
struct MeanFieldPlots {
    plot::PlotState gamma, phi, saturation, slowing, errors;
    std::array<float, 3> reach{};  // of the node planes [network], eased; 0: none yet
};

// The same of the stability laboratory.
struct StabilityPlots {
    plot::PlotState spectrum, loss, twin, edge, two_weights;
    std::array<plot::PlotState, 2> covariant;
};

struct PlotTemp {
    std::array<plot::PlotState, 2> fit;        // of values over one input [member]
    std::array<plot::PlotState, 4> per_layer;  // [LayerMeasure]
    EnergyMap energy_map;
    CurvePlots curves;
    WeightsPlots weights;
    MeanFieldPlots mean_field;
    StabilityPlots stability;
    // Places of the plots in this frame; Backdrop draws beneath them.
    std::vector<Rect> places;
    std::array<CellPicture, 2> cells;

    void begin_frame() {
        places.clear();
        cells = {};
    }
};

// What the data section of the controls keeps.
struct DataTemp {
    DatasetPictures pictures;
    struct Picture {
        std::shared_ptr<const Dataset> of;
        DatasetPicture picture;
        std::string raw_scale;      // why they should be standardised; empty: they need not be
    } picture;                      // picture of the training points, and what is said of them
    std::array<char, 1024> file{};  // the text being typed
};

// A text shown in the status line for a while.
struct Notice {
    std::string text;
    float seconds_left = 0;
};

// The demonstration that plays; it ends when the user sends a command.
struct Demo {
    CuePlayer player;
    std::uint64_t sent_before = 0;  // UndoableExperiment::sent when it began
    bool blank = false;             // the screen is black
};

// The newest save, and the state of the save menu.
struct SavingTemp {
    SaveState state;
    float age = 0;  // seconds since the state changed
    bool open_menu = false;
};

// What lives only as long as the window, split by owner.
struct UiTemp {
    AppCommands commands;  // of this frame
    Depth depth;
    HistoryView history;
    ViewTemp view;
    PlotTemp plots;
    Differences differences;  // between A and B as displayed
    Demo demo;
    LessonUi lesson;
    PaletteUi palette;
    Pointer pointer;
    Lens lens;
    TheoryUi theory;
    Invitation invitation;
    CalmSentence sentence;  // of A and B
    Drawing drawing;
    DataTemp data;
    Notice notice;
    SavingTemp saving;
    SessionUi session;
    SweepUi sweep;
    UserPresetsUi user_presets;
    bool help = false;                  // the page of keys is open
    int help_page = 0, help_pages = 1;  // the part of it that is shown, of how many; keys_page
    Side side = Side::Controls;         // of a narrow window
    bool model_shown = false;           // a model is shown in place of the run
    bool model_reading = false;         // a model is being read
    int largest_type = 100;             // percent, that the window has room for
};

}  // namespace la
