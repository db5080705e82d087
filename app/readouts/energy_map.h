#pragma once

#include <cstdint>
#include <memory>

#include "core/train/snapshot.h"
#include "render/image.h"
#include "render/plot/range.h"

namespace la {

// Energies E_k of all layers of one member over the steps, as coloured cells.
struct EnergyMap {
    std::shared_ptr<const MetricsRows> rows;  // source of the image; null before the first update
    std::uint64_t run = 0;
    std::size_t member = 0;
    int layers = 0;
    plot::Range steps;
    plot::Range colours;        // E_k at the ends of the colour map, the same for A and B
    Image image;                // one pixel per cell: last layer on top, step 0 on the left
    std::uint64_t version = 0;  // increases with every new image

    // Makes the image again if rows, run or member changed. A cell that covers several rows shows
    // their geometric mean.
    void update(const std::shared_ptr<const MetricsRows>& now, std::uint64_t of_run,
                std::size_t of_member);

    // Index of the row nearest to a step.
    std::size_t nearest_row(double step) const;
};

}  // namespace la
