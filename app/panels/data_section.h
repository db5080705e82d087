#pragma once

#include "app/panels/panels.h"

namespace la {

// The rows of the section about the data: the set with its picture, which opens the chooser of all
// sets, and the fields that this set uses. `changed`: the configuration was edited.
void data_rows(const FrameContext& context, DatasetConfig& config, bool& changed);

}  // namespace la
