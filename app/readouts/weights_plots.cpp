#include "app/readouts/weights_plots.h"

#include <algorithm>
#include <cmath>

#include "core/train/history.h"

namespace la {

namespace {

// Where the matrix of the first layer begins, and how wide it is.
struct MatrixShape {
    std::size_t first = 0, columns = 0, rows = 0;
};

MatrixShape shape_of(const WeightLayout& layout, LayerMatrix matrix) {
    return matrix == LayerMatrix::W ? MatrixShape{layout.w(0), layout.dimension, layout.hidden}
                                    : MatrixShape{layout.v(0), layout.hidden, layout.dimension};
}

}  // namespace

std::vector<MatrixEntry> entries_of(const Weights& weights, LayerMatrix matrix, int most) {
    const WeightLayout layout(weights.network, weights.classes);
    const auto [first, columns, rows] = shape_of(layout, matrix);
    const std::size_t count = std::min(layout.weight, static_cast<std::size_t>(most));
    std::vector<MatrixEntry> out;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = i * layout.weight / count;
        out.push_back({first + at, static_cast<int>(at / columns), static_cast<int>(at % columns)});
    }
    return out;
}

std::vector<MatrixEntry> drawn_entries(const Weights& weights, LayerMatrix matrix,
                                       std::span<const EntryPlace> chosen) {
    const auto [first, columns, rows] =
        shape_of(WeightLayout(weights.network, weights.classes), matrix);
    std::vector<MatrixEntry> out;
    for (const EntryPlace& place : chosen) {
        const auto row = static_cast<std::size_t>(place.row);
        const auto column = static_cast<std::size_t>(place.column);
        if (row < rows && column < columns) {
            out.push_back({first + row * columns + column, place.row, place.column});
        }
    }
    return out.empty() ? entries_of(weights, matrix, kUsualLines) : out;
}

std::vector<EntryPlace> toggled(const Weights& weights, LayerMatrix matrix,
                                std::span<const EntryPlace> chosen, EntryPlace entry) {
    std::vector<EntryPlace> out;
    for (const MatrixEntry& drawn : drawn_entries(weights, matrix, chosen)) {
        out.push_back({drawn.row, drawn.column});
    }
    if (const auto at = std::ranges::find(out, entry); at != out.end()) {
        out.erase(at);
    } else if (out.size() < std::size_t{kMaxLines}) {
        out.push_back(entry);
    } else {
        return {chosen.begin(), chosen.end()};
    }
    return out;
}

std::vector<DepthMoment> depth_moments(const Snapshot& shown, const KeptSteps* kept,
                                       std::size_t member) {
    std::vector<DepthMoment> out;
    for (const std::int64_t step : {std::int64_t{0}, shown.step / 2}) {
        if (kept == nullptr || kept->empty()) {
            break;
        }
        const KeptStep& at = (*kept)[nearest_kept(*kept, step)];
        const bool fits = member < at.members.size() && at.members[member].weights;
        if (fits && at.step < shown.step && (out.empty() || out.back().step < at.step)) {
            out.push_back({at.step, at.members[member].weights});
        }
    }
    out.push_back({shown.step, shown.members[member].weights});
    return out;
}

std::string file_name_of_entry(LayerMatrix matrix, const MatrixEntry& entry) {
    return std::string(matrix == LayerMatrix::W ? "fc1" : "fc2") + ".weight." +
           std::to_string(entry.row) + "." + std::to_string(entry.column);
}

std::string name_of_entry(LayerMatrix matrix, const MatrixEntry& entry) {
    return std::string(matrix == LayerMatrix::W ? "W" : "V") + "[" + std::to_string(entry.row) +
           "][" + std::to_string(entry.column) + "]";
}

glm::vec4 signed_colour(double value, const Palette& palette) {
    const auto strength = static_cast<float>(std::pow(std::min(std::abs(value), 1.0), 0.8));
    const glm::vec4& end = value < 0 ? palette.classes[1] : palette.classes[0];
    return palette.plot + strength * (end - palette.plot);
}

float WeightsMap::value(std::size_t entry, int layer) const {
    const WeightLayout layout(weights->network, weights->classes);
    return weights->values[layout.w(layer) + entries[entry].at];
}

void WeightsMap::update(const std::shared_ptr<const Weights>& now, LayerMatrix which,
                        const Palette& colours, double most) {
    if (now == weights && which == matrix && &colours == palette && most == limit) {
        return;
    }
    weights = now;
    matrix = which;
    palette = &colours;
    limit = most;
    entries = entries_of(*weights, matrix, WeightsPlots::kMaxEntries);
    const int layers = weights->network.layers;
    image = {layers, static_cast<int>(entries.size()), {}};
    image.rgba.reserve(4 * static_cast<std::size_t>(layers) * entries.size());
    for (std::size_t e = 0; e < entries.size(); ++e) {
        for (int k = 0; k < layers; ++k) {
            const glm::vec4 colour = signed_colour(limit > 0 ? value(e, k) / limit : 0, colours);
            for (int channel = 0; channel < 4; ++channel) {
                image.rgba.push_back(static_cast<std::uint8_t>(std::lround(255 * colour[channel])));
            }
        }
    }
    ++version;
}

}  // namespace la
