#include "app/readouts/weights_plots.h"

#include <algorithm>
#include <cmath>

namespace la {

std::vector<MatrixEntry> entries_of(const Weights& weights, LayerMatrix matrix, int most) {
    const WeightLayout layout(weights.network, weights.classes);
    const std::size_t first = matrix == LayerMatrix::W ? layout.w(0) : layout.v(0);
    const std::size_t columns = matrix == LayerMatrix::W ? layout.dimension : layout.hidden;
    const std::size_t count = std::min(layout.weight, static_cast<std::size_t>(most));
    std::vector<MatrixEntry> out;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = i * layout.weight / count;
        out.push_back({first + at, static_cast<int>(at / columns), static_cast<int>(at % columns)});
    }
    return out;
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
