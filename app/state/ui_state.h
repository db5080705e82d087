#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/motion/cue_player.h"
#include "app/readouts/curve_quantities.h"
#include "app/readouts/dataset_pictures.h"
#include "app/readouts/differences.h"
#include "app/readouts/energy_map.h"
#include "app/settings/user_preset_files.h"
#include "app/state/point_drawing_state.h"
#include "app/state/save_request.h"
#include "app/state/session_ui.h"
#include "app/state/sweep_settings.h"
#include "app/state/sweep_ui.h"
#include "app/ui/layout.h"
#include "render/flow/viewport.h"
#include "render/plot/view.h"

namespace la {

struct Snapshot;

// What the flow views show: the plane at depth s, space and depth in a box, the plane after every
// layer in cells, the input plane with the data at rest and the boundary of the whole network; or
// what lambda does, in many networks.
enum class ViewKind { Plane, InDepth, Layers, Input, Sweep };
inline constexpr int kViewKinds = 5;
inline constexpr std::array<const char*, kViewKinds> kViewNames{"plane", "in depth", "layers",
                                                                "input", "sweep"};

// A and B next to each other, A's flow hollow under B's in one large view, or B alone.
enum class PairLayout { SideBySide, Overlaid, Single };

// Flows lie over each other in the plane alone.
inline PairLayout layout_in(ViewKind view, PairLayout views) {
    return views == PairLayout::Overlaid && view != ViewKind::Plane ? PairLayout::SideBySide
                                                                    : views;
}

inline PairLayout next_layout(ViewKind view, PairLayout views) {
    const auto next = static_cast<PairLayout>((static_cast<int>(layout_in(view, views)) + 1) % 3);
    return next == PairLayout::Overlaid && view != ViewKind::Plane ? PairLayout::Single : next;
}

// What the bars over the layers show.
enum class LayerMeasure { Energy, Cosine, Folds, Stretch };

inline ViewKind next_view(ViewKind view) {
    return static_cast<ViewKind>((static_cast<int>(view) + 1) % kViewKinds);
}
inline ViewKind view_before(ViewKind view) {
    return static_cast<ViewKind>((static_cast<int>(view) + kViewKinds - 1) % kViewKinds);
}

// The sections of the controls, from top to bottom.
enum class Section { Objective, Compare, Data, Network, Optimiser, Stop, Show };
inline constexpr int kSections = 7;

// What moves as particles: the points of the data; as many fresh ones of the same distribution; or
// a regular lattice over the box of the data, coloured by the class that is decided.
enum class ParticleSource { Data, Fresh10k, Fresh100k, Lattice };

// What the user has chosen about the picture; saved with a session (app/session/app_json.cpp).
struct UiState {
    bool dark = true;
    bool presentation = false;  // large type; views, measures and lambda, nothing else
    bool views_only = false;    // the flow views fill the window: for pictures and videos
    PairLayout views = PairLayout::SideBySide;
    ParticleSource particles = ParticleSource::Data;
    ViewKind view = ViewKind::Plane;
    bool show_particles = true;
    bool show_trails = true;
    bool show_field = true;
    bool show_head = true;
    bool show_grid = false;
    bool show_arrows = false;
    bool show_vectors = false;
    bool show_isolines = false;
    bool show_ideal = false;
    bool show_folds = false;
    bool principal = false;  // states of more dimensions by their principal components
    bool three = false;      // in depth: three coordinates of the states, without depth
    LayerMeasure measure = LayerMeasure::Energy;
    // What the three plots over the steps show.
    std::array<Quantity, 3> curves{Quantity::Loss, Quantity::Accuracy, Quantity::Action};
    bool map_of_a = false;  // the energy map shows A, where there is one
    // Sections of the controls that show their heading alone.
    std::array<bool, kSections> closed{false, false, false, true, true, true, false};
    SaveSettings save;            // what the menu is set to
    SweepSettings sweep;          // what the next one goes through
    int speed = 1;                // index into kSpeeds
    float layers_per_second = 3;  // of the depth playback

    bool in_depth() const { return view == ViewKind::InDepth; }
    // The box holds three coordinates of states of so many.
    bool three_axes(int dimension) const { return in_depth() && three && dimension > 2; }
    // Particles stand at depth s in one picture.
    bool flow_at_depth() const { return view == ViewKind::Plane || view == ViewKind::InDepth; }
    // The grid and the arrows lie in planes.
    bool offers_grid() const { return view == ViewKind::Plane || view == ViewKind::Layers; }
    // Folds are known at the points of the data.
    bool marks_folds() const {
        return show_folds && view == ViewKind::Plane && particles == ParticleSource::Data;
    }
    bool operator==(const UiState&) const = default;
};

struct Speed {
    const char* label;
    double steps_per_s;  // 0: as fast as it goes
};
inline constexpr std::array<Speed, 5> kSpeeds{
    {{"50 /s", 50}, {"250 /s", 250}, {"1000 /s", 1000}, {"4000 /s", 4000}, {"max", 0}}};

// The one that is nearest to so many steps per second; 0 is as fast as it goes.
inline int nearest_speed(double steps_per_s) {
    const auto distance = [steps_per_s](const Speed& speed) {
        return speed.steps_per_s == 0 || steps_per_s == 0
                   ? (speed.steps_per_s == steps_per_s ? 0 : 1e9)
                   : std::abs(std::log(speed.steps_per_s / steps_per_s));
    };
    return static_cast<int>(std::ranges::min_element(kSpeeds, {}, distance) - kSpeeds.begin());
}

// Depth s of the flow views, played in a loop that rests at both ends.
struct Depth {
    float value = 0;  // s in [0, layers]
    bool playing = true;
    float rest = 0.6f;  // seconds left to rest
};

// What only the window's owner can do; taken away by it after every frame.
struct WindowWishes {
    SaveWishes saving;
    bool full_screen = false;  // or back
    bool quit = false;
};

// What lives only as long as the window.
struct UiTemp {
    Depth depth;
    // What is shown instead of now, see app/experiment/history_view.h; or a network of the sweep
    // (of_sweep).
    std::shared_ptr<const Snapshot> past;
    ViewportEase ease;
    ViewportEase third;                // the same of the third coordinate, as a square
    std::array<int, 2> outside{0, 0};  // points outside the frame, A and B
    std::uint64_t turn = 0;  // of a window that draws in turn, a frame each; 0: all in every frame
    int trail_budget = 0;
    int particle_budget = 0;
    int hovered = -1;    // the particle under the mouse; -1: none
    std::string preset;  // the name of the one that runs; empty: an own setting
    UserPresetsUi user_presets;
    bool help = false;        // the shortcuts are on screen
    Differences differences;  // of A and B as shown
    CuePlayer cues;
    std::uint64_t cues_sent = 0;  // Editor::sent when they began
    WindowWishes wishes;
    SessionUi session;
    SweepUi sweep;
    bool open_save_menu = false;
    SaveState saving;
    float saving_age = 0;  // seconds since it changed
    plot::PlotState energy;
    std::array<plot::PlotState, 4> per_layer;  // by LayerMeasure
    EnergyMap energy_map;
    // Where plots stand in this frame, for what lies beneath them.
    std::vector<Rect> plot_grounds;
    std::optional<Rect> energy_cells;
    CurvePlots curves;
    Drawing drawing;
    DatasetPictures dataset_pictures;
    struct DataPicture {
        std::shared_ptr<const Dataset> of;
        DatasetPicture picture;
    } data_picture;                        // of the points that are trained on
    std::array<char, 1024> data_file{};    // being typed
    std::string data_to_open;              // a file, wished for in this frame
    std::optional<Config> config_to_load;  // the same with all that goes with it
    std::string preset_to_load;            // whose configuration that is; empty: nobody's
    std::string model_to_open;             // the same of a model
    bool model_shown = false;              // one stands in the place of the run
    bool leave_model = false;              // wished for
    std::string notice;                    // a line for the status, for a while
    float notice_left = 0;                 // seconds
};

}  // namespace la
