#pragma once

#include "app/state/speeds.h"
#include "app/state/ui_state.h"
#include "core/config/names.h"

namespace la {

// The fields of UiState that a session and the window remember: one description, from which files
// are written and read. `visit` is called with every field's name in files, the field, and what it
// may be; it has an overload for every kind:
//     visit.choice(name, value, max)   a switch, an enumeration or an index, 0 to max
//     visit.flags(name, values)        an array of switches
//     visit.quantities(name, values)   what the plots over the steps show
//     visit.number(name, value, min, max)  0 is allowed, too: the usual value
//     visit.rate(name, value, max)     0 to max
//     visit.group(name, fields)        fields(inner) visits the fields of a group
// Names and order are the format of files: neither changes.
template<class Ui, class Visitor>
void for_each_ui_field(Ui& ui, Visitor&& visit) {
    visit.choice("dark", ui.dark, 1);
    visit.choice("views", ui.pair_layout, 2);
    visit.choice("shown", ui.particles, 3);
    visit.choice("view", ui.view, kViewKinds - 1);
    visit.choice("particles", ui.show_particles, 1);
    visit.choice("trails", ui.show_trails, 1);
    visit.choice("field", ui.show_field, 1);
    visit.choice("head", ui.show_head, 1);
    visit.choice("grid", ui.show_grid, 1);
    visit.choice("arrows", ui.show_arrows, 1);
    visit.choice("vectors", ui.show_vectors, 1);
    visit.choice("isolines", ui.show_isolines, 1);
    visit.choice("ideal", ui.show_ideal, 1);
    visit.choice("folds", ui.show_folds, 1);
    visit.choice("principal", ui.principal, 1);
    visit.choice("three", ui.three, 1);
    visit.choice("measure", ui.measure, 3);
    visit.choice("map_of_a", ui.map_of_a, 1);
    visit.choice("speed", ui.speed, static_cast<int>(kSpeeds.size()) - 1);
    visit.flags("closed", ui.closed);
    visit.quantities("curves", ui.curves);
    visit.group("sweep", [&ui](auto& inner) {
        inner.number("from", ui.sweep.from, kMinSweepLambda, kMaxSweepLambda);
        inner.number("to", ui.sweep.to, kMinSweepLambda, kMaxSweepLambda);
        inner.number("lambdas", ui.sweep.lambdas, 1, kMaxSweepLambdas);
        inner.number("seeds", ui.sweep.seeds, 1, kMaxSweepSeeds);
        inner.number("steps", ui.sweep.steps, 1, kMaxSweepSteps);
    });
    visit.rate("layers_per_second", ui.layers_per_second, 100.0f);
    visit.choice("laboratory", ui.laboratory, static_cast<int>(kNames<LaboratoryKind>.size()) - 1);
    visit.group("weights", [&ui](auto& inner) {
        inner.choice("refine", ui.weights.refine, 2);
        inner.choice("ode", ui.weights.ode, 1);
        inner.choice("lines", ui.weights.lines, 1);
        inner.choice("map", ui.weights.map, 1);
    });
}

}  // namespace la
