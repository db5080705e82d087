#pragma once

#include <cstdint>
#include <memory>

#include "core/train/snapshot.h"
#include "render/image.h"
#include "render/plot/range.h"

namespace la {

// The energies of all layers of one member over the steps, as coloured cells.
struct EnergyMap {
    std::shared_ptr<const MetricsRows> rows;  // what it is made from; null: nothing yet
    std::uint64_t run = 0;
    std::size_t member = 0;
    int layers = 0;
    plot::Range steps;
    plot::Range colours;        // E_k at the ends of the colour map, shared by A and B
    Image image;                // one pixel a cell: the last layer on top, step 0 on the left
    std::uint64_t version = 0;  // another one with every image

    // Made anew where rows, run or member are others than before. A cell that stands for several
    // rows has their geometric mean.
    void update(const std::shared_ptr<const MetricsRows>& now, std::uint64_t of_run,
                std::size_t of_member);

    // Index of the row nearest to a step.
    std::size_t nearest_row(double step) const;
};

}  // namespace la
