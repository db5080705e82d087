#pragma once

#include "app/ui/theme.h"
#include "core/data/dataset.h"

namespace la {

// Colour and marker of every class on a plate; of many classes the numbers alone, in rows of five.

// Its width and height, pixels.
ImVec2 class_legend_size(const Dataset& data, const Theme& theme);

// Into the current window; `min` is the upper left corner.
void class_legend(const Dataset& data, const Theme& theme, ImVec2 min);

}  // namespace la
