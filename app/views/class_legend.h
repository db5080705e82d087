#pragma once

#include "app/ui/theme.h"
#include "core/data/dataset.h"

namespace la {

// Legend of the classes: colour, marker and name of each on a plate. With many classes there are
// rows of five, with the numbers of those whose names are too long. Of values: their shades.

// Size in pixels.
ImVec2 class_legend_size(const Dataset& data, const Theme& theme);

// Draws the legend into the current ImGui window; `min` is its upper left corner.
void class_legend(const Dataset& data, const Theme& theme, ImVec2 min);

}  // namespace la
