#pragma once

#include "app/state/speeds.h"
#include "app/state/ui_state.h"
#include "core/config/names.h"

namespace la {

// The ends that an axis can have.
inline double least(const SweepAxis& axis) {
    return axis.path.empty() ? 0 : sweep_range(axis.path).min;
}
inline double most(const SweepAxis& axis) {
    return axis.path.empty() ? 0 : sweep_range(axis.path).max;
}

// The fields of UiState that a session and the window remember: one description, from which files
// are written and read. `visit` is called with every field's name in files, the field, and what it
// may be; it has an overload for every kind:
//     visit.choice(name, value, max)   a switch, an enumeration or an index, 0 to max
//     visit.flags(name, values)        an array of switches
//     visit.quantities(name, values)   what the plots over the steps show
//     visit.number(name, value, min, max)  0 is allowed, too: the usual value
//     visit.setting(name, axis, otherwise)  what a sweep goes through; not written, and read with
//                                      nothing else chosen, where it is `otherwise`
//     visit.unusual(name, value, usual)  a switch, written where it is not as usual
//     visit.chosen(name, value)        a switch, written where the user has chosen
//     visit.rate(name, value, max)     0 to max
//     visit.entries(name, places)      entries of a matrix; not written where there are none
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
        auto& first = ui.sweep.first;
        inner.setting("path", first, kLambdaPath);
        inner.number("from", first.from, least(first), most(first));
        inner.number("to", first.to, least(first), most(first));
        inner.number("lambdas", first.values, 1, kMaxSweepValues);
        inner.number("seeds", ui.sweep.seeds, 1, kMaxSweepSeeds);
        inner.number("steps", ui.sweep.steps, 1, kMaxSweepSteps);
        inner.unusual("log", first.log, axis_over(first.path).log);
        auto& second = ui.sweep.second;
        inner.setting("path_2", second, "");
        if (!second.path.empty()) {
            inner.number("from_2", second.from, least(second), most(second));
            inner.number("to_2", second.to, least(second), most(second));
            inner.number("values_2", second.values, 1, kMaxSweepValues);
            inner.unusual("log_2", second.log, axis_over(second.path).log);
        }
    });
    visit.rate("layers_per_second", ui.layers_per_second, 100.0f);
    visit.chosen("reduced_motion", ui.reduced_motion);
    visit.choice("laboratory", ui.laboratory, static_cast<int>(kNames<LaboratoryKind>.size()) - 1);
    visit.group("weights", [&ui](auto& inner) {
        inner.choice("refine", ui.weights.refine, 2);
        inner.choice("ode", ui.weights.ode, 1);
        inner.choice("lines", ui.weights.lines, 1);
        inner.choice("map", ui.weights.map, 1);
        inner.entries("w", ui.weights.entries[0]);
        inner.entries("v", ui.weights.entries[1]);
    });
    visit.group("mean_field", [&ui](auto& inner) {
        inner.choice("large", ui.mean_field.large, 2);
        inner.unusual("theory", ui.mean_field.theory, true);
        inner.unusual("asymptotes", ui.mean_field.asymptotes, true);
        inner.unusual("tails", ui.mean_field.tails, true);
        inner.unusual("strip", ui.mean_field.strip, true);
        inner.flags("closed", ui.mean_field.closed);
    });
    visit.group("stability", [&ui](auto& inner) {
        inner.choice("explorer", ui.stability.explorer, 2);
        inner.choice("closed", ui.stability.closed, 1);
    });
}

}  // namespace la
