#pragma once

#include <string>

#include "core/train/snapshot.h"

namespace la {

// What every layer of every network of a snapshot does to the points, which those of a model file
// are looked at for. All measures of a network are of the same points: the training points, or a
// subsample of kTablePoints. Throw Error if a state is not finite.

inline constexpr int kTablePoints = 512;  // their exact W2^2 takes 30 ms a layer

// member, layer, points, energy, w2_squared, rank, largest_move: see core/measure/layer_table.h
std::string layers_csv(const Snapshot& run);

// The same to be read: a line that says what the network is, and aligned columns.
std::string layers_text(const Snapshot& run);

}  // namespace la
