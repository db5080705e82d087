#pragma once

#include <array>
#include <memory>
#include <span>

#include "core/train/snapshot.h"
#include "render/plot/legend.h"
#include "render/plot/view.h"

namespace la {

// Quantities that a plot over the steps can show.
enum class Quantity { Loss, Accuracy, Cost, Action, Displacement, Lambda, Penalty };

struct QuantityInfo {
    const char* name;   // in --state
    const char* label;  // on screen
    const char* tip;
    plot::AxisScale scale;
    plot::Corner legend;  // the corner without curves
};

inline constexpr std::array<QuantityInfo, 7> kQuantities{{
    {"loss", "training loss", "The loss over all training points, without the penalty",
     plot::AxisScale::Log, plot::Corner::TopRight},
    {"accuracy", "accuracy", "The part of the points that is classified right, training and test",
     plot::AxisScale::Linear, plot::Corner::BottomRight},
    {"cost", "transport cost  C = Σ Eₖ", "C = Σₖ Eₖ with Eₖ = mean |rₖ|²", plot::AxisScale::Log,
     plot::Corner::TopLeft},
    {"action", "action  A = L Σ Eₖ", "A = L · C, never less than the displacement D",
     plot::AxisScale::Log, plot::Corner::TopLeft},
    {"displacement", "displacement  D", "D = mean |x_L − x_0|², from the first place to the last",
     plot::AxisScale::Log, plot::Corner::TopLeft},
    {"lambda", "weight λ", "λ in force; in Uzawa's mode λ = 1/ν, and ν is shown with it",
     plot::AxisScale::Log, plot::Corner::BottomRight},
    {"penalty", "penalty", "What λ weighs: C for the cost \"energy\", Σₖ |Rₖ| for \"norm\"",
     plot::AxisScale::Log, plot::Corner::TopLeft},
}};

inline const QuantityInfo& info(Quantity quantity) {
    return kQuantities[static_cast<std::size_t>(quantity)];
}

// One curve of a quantity.
struct QuantityCurve {
    const char* name;         // in tables
    const char *of_a, *of_b;  // in legends
    double (*value)(const MetricsRow& row, std::size_t member);
    bool faint = false;
};

// Curves of one network: two for accuracy (training and test) and for λ in Uzawa's mode (λ and ν),
// else one.
std::span<const QuantityCurve> curves_of(Quantity quantity, bool uzawa);

// Makes a place show a quantity. If another place shows it already, the two swap: no quantity is
// ever shown twice.
void choose(std::array<Quantity, 3>& places, std::size_t place, Quantity quantity);

// The three plots over the steps: the rows each place shows, and each quantity's axes and zoom.
struct CurvePlots {
    struct Rows {
        std::shared_ptr<const MetricsRows> rows;
        std::uint64_t run = 0;

        // Whether these are rows of its run. Where the plots were not drawn for a while, they are
        // of another one, perhaps with fewer members.
        bool are_of(const Snapshot& snapshot) const {
            return rows && run == snapshot.run &&
                   (rows->empty() || rows->back().members.size() == snapshot.members.size());
        }
    };
    std::array<Rows, 3> rows;
    std::size_t next = 0;  // the place that takes new rows in the next update
    std::array<plot::PlotState, kQuantities.size()> plots;

    // Takes the rows of a snapshot: one place per frame, round-robin, so that no frame redraws more
    // than one plot. After a change of the run all places take them at once.
    void update(const Snapshot& snapshot);
};

}  // namespace la
