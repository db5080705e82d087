#pragma once

#include "core/model/config.h"
#include "core/shallow/shallow_snapshot.h"

namespace la {

// What a shallow run starts from.
struct ShallowStart {
    ShallowNodes nodes;
    ShallowPointSet train, fresh;
};

// Nodes, N(0, 1) each, and points by `shallow.seed`; those of a dataset by its own seed, its
// classes -1 and 1 in their order, its test points as fresh ones. Label noise replaces round(eps N)
// training labels. Nodes, training points, fresh points and wrong labels are drawn apart: none
// depends on how many of the others there are. Throws Error: a dataset that has not two classes, or
// too large.
ShallowStart shallow_start(const Config& config);

}  // namespace la
