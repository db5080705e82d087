#pragma once

#include "core/config/field_ranges.h"
#include "core/config/names.h"
#include "core/model/shallow_config.h"

namespace la {

// The fields of a shallow run: a part of config_fields.h.
template<class Fields, class Visitor>
void visit_shallow(Fields& s, Visitor& visit) {
    visit("shallow.nodes", s.nodes, NumberRange{2, 100000},
          "Nodes M of the shallow network: f(x) = (1/M) sum_i a_i relu(w_i.x / sqrt d).");
    visit("shallow.dimension", s.dimension, NumberRange{2, 100},
          "Dimension d of its points; a line across the first coordinate splits them.");
    visit(
        "shallow.alpha", s.alpha, NumberRange{1e-9, 1e6},
        "Scale alpha of the output: small ones learn features (rich), large ones hardly move their "
        "nodes (lazy). The loss is (1/alpha) mean (h - alpha y f)_+.");
    visit("shallow.alpha_2", s.alpha_2, NumberRange{0, 1e6},
          "alpha of a second network from the same nodes on the same points; 0: none.");
    visit("shallow.alpha_3", s.alpha_3, NumberRange{0, 1e6},
          "alpha of a third network from the same nodes on the same points; 0: none.");
    visit("shallow.margin", s.margin, NumberRange{1e-6, 1e6},
          "Margin h: a point is satisfied, and no longer learnt from, where alpha y f >= h.");
    visit("shallow.antithetic", s.antithetic, kUnchecked,
          "The second half of the nodes is minus the first, so that f is odd from the start.");
    visit(
        "shallow.points", s.points, kNames<ShallowPoints>,
        "gaussian N(0, 1) in every coordinate; circle, of radius 1; gap: gaussian, both classes "
        "moved apart; dataset: the points of the data, two classes, for which there is no theory.");
    visit("shallow.gap", s.gap, NumberRange{0, 100},
          "gap: no point is nearer than this to the line between the classes.");
    visit("shallow.train", s.train, NumberRange{1, 1000000}, "Points that are trained on.");
    visit("shallow.fresh", s.fresh, NumberRange{0, 1000000},
          "Further points, with true labels, that are not trained on.");
    visit("shallow.label_noise", s.label_noise, NumberRange{0, 0.499999},
          "Part of the training labels that are wrong.");
    visit("shallow.rate", s.rate, NumberRange{0, 1000, true},
          "Learning rate, the time of one step.");
    visit("shallow.batch", s.batch, NumberRange{0, 1000000},
          "Points of a step, in a new order every epoch; 0: all.");
    visit("shallow.seed", s.seed, kSeedRange, "Seed of nodes, points and batches.");
}

}  // namespace la
