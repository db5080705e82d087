#include "app/state/ui_state.h"

namespace la {

void reset_views(UiState& state) {
    const UiState first;
    state.pair_layout = first.pair_layout;
    state.particles = first.particles;
    state.view = first.view;
    state.show_particles = first.show_particles;
    state.show_trails = first.show_trails;
    state.show_field = first.show_field;
    state.show_head = first.show_head;
    state.show_grid = first.show_grid;
    state.show_arrows = first.show_arrows;
    state.show_vectors = first.show_vectors;
    state.show_isolines = first.show_isolines;
    state.show_ideal = first.show_ideal;
    state.show_folds = first.show_folds;
    state.principal = first.principal;
    state.three = first.three;
    state.measure = first.measure;
    state.curves = first.curves;
    state.map_of_a = first.map_of_a;
}

}  // namespace la
