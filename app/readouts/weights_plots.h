#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/readouts/layer_matrix.h"
#include "core/model/weights.h"
#include "core/train/snapshot.h"
#include "render/image.h"
#include "render/palette.h"
#include "render/plot/range.h"
#include "render/plot/view.h"

namespace la {

// One entry of W or V, which every layer has.
struct MatrixEntry {
    std::size_t at = 0;  // in the weights of a layer
    int row = 0, column = 0;
};

// Entries of the matrix, at most so many, spread evenly over it.
std::vector<MatrixEntry> entries_of(const Weights& weights, LayerMatrix matrix, int most);

inline constexpr int kUsualLines = 6;  // entries drawn where none are chosen
// Those that are drawn as lines: the chosen ones that the network has, or some.
std::vector<MatrixEntry> drawn_entries(const Weights& weights, LayerMatrix matrix,
                                       std::span<const EntryPlace> chosen);
// The choice with this entry added to what is drawn, or taken out of it; as it was where
// kMaxLines are drawn already.
std::vector<EntryPlace> toggled(const Weights& weights, LayerMatrix matrix,
                                std::span<const EntryPlace> chosen, EntryPlace entry);

// "V[1][3]", numbered from 0 as in PyTorch, and "fc2.weight.1.3" as in model.pt.
std::string name_of_entry(LayerMatrix matrix, const MatrixEntry& entry);
std::string file_name_of_entry(LayerMatrix matrix, const MatrixEntry& entry);

// The weights of a member at the beginning, halfway and as shown, as far as they are kept; null
// where they are not ours. `kept`: the run's history, or null.
struct DepthMoment {
    std::int64_t step = 0;
    std::shared_ptr<const Weights> weights;
};
std::vector<DepthMoment> depth_moments(const Snapshot& shown, const KeptSteps* kept,
                                       std::size_t member);

// The entries of one network's matrix, a row each, over its layers, as coloured cells: blue below
// zero, orange above, the background at zero.
struct WeightsMap {
    std::shared_ptr<const Weights> weights;  // source of the image; null before the first update
    LayerMatrix matrix = LayerMatrix::V;
    const Palette* palette = nullptr;
    double limit = 0;  // |value| at the ends of the colours
    std::vector<MatrixEntry> entries;
    Image image;  // one pixel per cell: first entry on top, first layer on the left
    std::uint64_t version = 0;

    // Makes the image again if anything of it has changed.
    void update(const std::shared_ptr<const Weights>& now, LayerMatrix which,
                const Palette& colours, double most);
    float value(std::size_t entry, int layer) const;
};

// The colour of a value between -1 and 1.
glm::vec4 signed_colour(double value, const Palette& palette);

// What the plots of the weights laboratory keep from frame to frame.
struct WeightsPlots {
    static constexpr int kMaxEntries = 64;  // rows of a map

    std::array<WeightsMap, 2> maps;        // A, B
    plot::Range map_range;                 // of both, symmetric
    std::array<plot::PlotState, 2> lines;  // A, B
    plot::PlotState lipschitz, local_pl;
};

}  // namespace la
