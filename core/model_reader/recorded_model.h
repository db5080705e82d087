#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/model_reader/imported_flow.h"

namespace la {

// What python/leastaction.py has recorded of anybody's network: a safetensors file with
//     points [n, 2], labels [n]           the inputs, or their leading components
//     states [L+1, n, q], logits [n, c]
//     lattice [L+1, G*G, q]               a grid over the inputs, lattice_box [2, 2] its corners
//     decisions [G*G, c]                  logits of that grid
//     fields [L+1, F*F, c]                logits of the layers from k on, over a rectangle
//                                         fields_box [2, 2] of the plane plane_mean [q] +
//                                         u plane_axes[0] + v plane_axes[1], plane_axes [2, q]
// and with steps [T] all but points, labels and lattice_box once for every step of a training.
// Only points, labels and states must be there. It is data: nothing of it is executed.

// The network at one step, as far as it is recorded: states and logits are exact at the points and
// at the nodes of the grids, and bilinear between nodes; NaN outside.
class RecordedFlow : public ImportedFlow {};

// A network at all steps that are recorded, and its own points, all of them for training.
struct RecordedModel {
    std::shared_ptr<const Dataset> data;
    std::vector<std::int64_t> steps;                         // [T]; {0} where there are none
    std::vector<std::shared_ptr<const RecordedFlow>> flows;  // [T]
};

// Is this a recording, by the metadata of a safetensors file?
bool is_recording(const std::string& bytes);

// Throws Error without the file's name, naming what is missing or does not fit.
RecordedModel read_recording(const std::string& bytes);

}  // namespace la
