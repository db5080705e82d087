#pragma once

#include "app/panels/panels.h"

namespace la {

// The rows of the data section: the data set with its picture, which opens the chooser of all sets,
// and the fields that this set uses. Sets `changed` if the user edited the configuration.
void data_rows(const FrameContext& context, DatasetConfig& config, bool& changed);

// The picture of the run's data and what is said of it, made anew when the data has changed.
const DataTemp::Picture& data_picture(const FrameContext& context);

}  // namespace la
