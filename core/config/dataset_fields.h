#pragma once

#include "core/config/field_ranges.h"
#include "core/config/names.h"
#include "core/data/dataset_kinds.h"

namespace la {

// The fields of a DatasetConfig, as config_fields.h describes those of all.
template<class Fields, class Visitor>
void visit_dataset(Fields& d, Visitor& visit) {
    visit("dataset.kind", d.kind, kNames<DatasetKind>,
          "The set of points, with exactly its origin's formula. Naming another one brings its "
          "usual noise, spread, factor, shift and classes.");
    visit("dataset.task", d.task, kNames<DatasetTask>,
          "classes: a point has a class; values: it has a number (regression), which of a set of "
          "two classes is -1 or 1. Naming values brings objective.loss mse.");
    visit("dataset.points", d.points, NumberRange{4, 1000000},
          "Number of points, all classes together.");
    visit(
        "dataset.noise", d.noise, NumberRange{0, 100},
        "Noise as the set's origin has it: mostly the standard deviation of normal noise on every "
        "coordinate; of the Playground's sets its slider's value / 100.");
    visit(
        "dataset.spread", d.spread, NumberRange{0, 100},
        "Standard deviation within one Gaussian (blobs, gaussians), or along the arms (pinwheel).");
    visit("dataset.factor", d.factor, NumberRange{0, 1},
          "circles: radius of the inner circle; the outer one has radius 1.");
    visit("dataset.shift", d.shift, NumberRange{0, 100},
          "sines: how far apart the two curves are.");
    visit("dataset.classes", d.classes, NumberRange{2, 10},
          "How many classes, of the sets that leave it open.");
    visit(
        "dataset.file", d.file, Text{4096},
        "csv: the table with the points. Of a config.json its name begins at that file's folder.");
    visit("dataset.columns", d.columns, Text{1000},
          "csv: which columns are x, y and the label, by name or number, as in x,y,label; values: "
          "x,y,value or x,value; empty: those called so, or those that there are.");
    visit("dataset.standardise", d.standardise, kUnchecked,
          "csv: every coordinate to mean 0 and standard deviation 1.");
    visit("dataset.label_noise", d.label_noise, NumberRange{0, 1},
          "Part of the training labels that are replaced by another class; test labels stay true.");
    visit("dataset.test_fraction", d.test_fraction, NumberRange{0, 0.9},
          "Part of the points kept for testing.");
    visit("dataset.seed", d.seed, kSeedRange, "Seed of noise, order and split.");
}

}  // namespace la
