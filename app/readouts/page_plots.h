#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "app/readouts/curve_quantities.h"

namespace la {

// A plot whose curves can be saved as a table.
struct PagePlot {
    std::string_view name;   // in file names
    std::string_view label;  // in the save menu
};

// Those of a page of the window; `curves` are the quantities of the flow's three plots.
std::vector<PagePlot> page_plots(LaboratoryKind page, std::span<const Quantity> curves);

// The one with this index; the last one, where there are not so many.
PagePlot page_plot(LaboratoryKind page, std::span<const Quantity> curves, int index);

}  // namespace la
