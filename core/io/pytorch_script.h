#pragma once

#include <string>

#include "core/train/snapshot.h"

namespace la {

// A run as a program in plain PyTorch, which needs nothing of ours: configuration, points and first
// weights of every member are inside, and the order of the batches is the same. Its losses are
// those of metrics.csv up to rounding.
//
// It trains from step 0 with the settings that are in force now. Where the run was changed in its
// midst, a line at its top says so. Throws Error naming what no such program can have.
std::string pytorch_script(const Snapshot& run);

// What was changed in the midst of a run, for a message: "lambda at step 120"; empty: nothing.
std::string changed_in_its_midst(const Snapshot& run);

}  // namespace la
