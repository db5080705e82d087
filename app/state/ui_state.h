#pragma once

#include <array>
#include <optional>
#include <vector>

#include "app/readouts/curve_quantities.h"
#include "app/readouts/layer_matrix.h"
#include "app/state/save_request.h"
#include "app/state/sweep_settings.h"
#include "app/state/view_kind.h"
#include "core/model/config.h"

namespace la {

// The choices of the weights laboratory.
struct WeightsPage {
    int refine = 0;    // the network with 2^refine times its layers is shown, too; 0: not
    bool ode = false;  // the paths under the ODE are shown, too
    LayerMatrix lines = LayerMatrix::W;
    LayerMatrix map = LayerMatrix::V;
    // The entries drawn as lines, of W and of V [LayerMatrix]; empty: some, spread evenly.
    std::array<std::vector<EntryPlace>, 2> entries;

    int factor() const { return 1 << refine; }
    bool operator==(const WeightsPage&) const = default;
};

// The choices of the mean-field laboratory.
struct MeanFieldPage {
    int large = 0;  // the network of the large views, an index into its alphas
    bool theory = true;
    bool asymptotes = true;
    bool tails = true;
    bool strip = true;
    // Closed sections of the controls: shallow network, data, optimiser, show.
    std::array<bool, 4> closed{};
    bool operator==(const MeanFieldPage&) const = default;
};

// The choices of the stability laboratory.
struct StabilityPage {
    Explorer explorer = Explorer::Rate;
    bool closed = false;  // its section of the controls
    bool operator==(const StabilityPage&) const = default;
};

// The user's choices about what is drawn. Panels and keys write it, everything that draws reads it.
// Saved with a session and remembered by the window: app/state/ui_fields.h lists the fields.
struct UiState {
    bool dark = true;
    bool presentation = false;  // large type; only views, measures and lambda
    bool views_only = false;    // the flow views fill the window; for pictures and films
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
    bool principal = false;  // principal components of states with more than two dimensions
    bool three = false;      // the box shows three coordinates of the states, without depth
    LayerMeasure measure = LayerMeasure::Energy;
    // Quantities of the three plots over the steps.
    std::array<Quantity, 3> curves{Quantity::Loss, Quantity::Accuracy, Quantity::Action};
    bool map_of_a = false;  // the energy map shows A, if there is one
    // Closed sections of the controls, indexed by Section: only their heading is shown.
    std::array<bool, kSections> closed{false, false, false, true, true, true, false};
    LaboratoryKind laboratory = LaboratoryKind::Flow;
    WeightsPage weights;
    MeanFieldPage mean_field;
    StabilityPage stability;
    SaveSettings save;                   // choices of the save menu
    SweepSettings sweep;                 // settings of the next sweep
    int speed = 1;                       // index into kSpeeds
    float layers_per_second = 3;         // speed of the depth playback
    std::optional<bool> reduced_motion;  // as the user has chosen; none: as the desktop asks
    bool still_desktop = false;          // the desktop asks for it; not saved
    int type_size = 100;                 // percent (ui/type_size.h); settings keep it, no session

    // True if nothing moves by itself, and changes are not eased.
    bool moves_less() const { return reduced_motion.value_or(still_desktop); }
    bool in_depth() const { return view == ViewKind::InDepth; }
    // True if the box shows three coordinates of states of this dimension.
    bool three_axes(int dimension) const { return in_depth() && three && dimension > 2; }
    // True if one picture shows particles at depth s.
    bool flow_at_depth() const { return view == ViewKind::Plane || view == ViewKind::InDepth; }
    // True for views of planes, in which grid and arrows can be drawn.
    bool offers_grid() const { return view == ViewKind::Plane || view == ViewKind::Layers; }
    // True if folds can be drawn: they are known only at the points of the data.
    bool marks_folds() const {
        return show_folds && view == ViewKind::Plane && particles == ParticleSource::Data;
    }
    bool operator==(const UiState&) const = default;
};

// The views as they are at first: which, how A and B share them, and what they draw. Theme, speed
// and the pages of the laboratories stay.
void reset_views(UiState& state);

}  // namespace la
