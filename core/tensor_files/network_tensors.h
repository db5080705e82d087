#pragma once

#include <string>
#include <vector>

#include "core/model/model_file.h"
#include "core/model/weights.h"

namespace la {

// The parameters of a network by the names of model files, see WeightLayout; the far head
// (x_0 + x_1 + intercept, 0) as head.weight [classes][q] and head.bias [classes], too.
std::vector<ModelFile::Parameter> network_tensors(const Weights& weights);

}  // namespace la
