#pragma once

#include <array>

#include "app/readouts/curve_quantities.h"
#include "app/state/save_request.h"
#include "app/state/sweep_settings.h"
#include "app/state/view_kind.h"

namespace la {

// What the user has chosen about the picture. Panels and keys write it, everything that draws reads
// it. Saved with a session and remembered by the window: app/state/ui_fields.h lists the fields.
struct UiState {
    bool dark = true;
    bool presentation = false;  // large type: views, measures and lambda alone
    bool views_only = false;    // the flow views fill the window: for pictures and videos
    PairLayout pair_layout = PairLayout::SideBySide;
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
    bool principal = false;  // states above two dimensions by their principal components
    bool three = false;      // the box shows three coordinates of the states instead of depth
    LayerMeasure measure = LayerMeasure::Energy;
    // What the three plots over the steps show.
    std::array<Quantity, 3> curves{Quantity::Loss, Quantity::Accuracy, Quantity::Action};
    bool map_of_a = false;  // the energy map shows A, where there is one
    // Sections of the controls that show their heading alone, by Section.
    std::array<bool, kSections> closed{false, false, false, true, true, true, false};
    SaveSettings save;            // of the save menu
    SweepSettings sweep;          // of the next sweep
    int speed = 1;                // index into kSpeeds
    float layers_per_second = 3;  // of the depth playback

    bool in_depth() const { return view == ViewKind::InDepth; }
    // Does the box hold three coordinates of states of this dimension?
    bool three_axes(int dimension) const { return in_depth() && three && dimension > 2; }
    // Do particles stand at depth s in one picture?
    bool flow_at_depth() const { return view == ViewKind::Plane || view == ViewKind::InDepth; }
    // Grid and arrows lie in planes.
    bool offers_grid() const { return view == ViewKind::Plane || view == ViewKind::Layers; }
    // Folds are known at the points of the data alone.
    bool marks_folds() const {
        return show_folds && view == ViewKind::Plane && particles == ParticleSource::Data;
    }
    bool operator==(const UiState&) const = default;
};

}  // namespace la
