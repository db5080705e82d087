#include "app/readouts/energy_map.h"

#include <algorithm>
#include <cmath>

#include "render/colour_map.h"

namespace la {

namespace {

constexpr std::size_t kColumns = 256;
constexpr double kDecades = 5;  // below the largest energy; smaller energies are black

// Of one member: on the scale of an A that moves a thousand times as far B would be black.
plot::Range energies(const MetricsRows& rows, std::size_t member) {
    plot::Range range;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const double energy : rows[i].members[member].energy) {
            if (energy > 0) {
                range.include(energy);
            }
        }
    }
    if (!range.empty()) {
        range.lo = std::max(range.lo, range.hi * std::pow(10.0, -kDecades));
    }
    return range;
}

// Mean of log E_k over rows first..last-1.
double mean_log(const EnergyMap& map, int layer, std::size_t first, std::size_t last) {
    double sum = 0;
    for (std::size_t i = first; i < last; ++i) {
        sum += std::log(std::max((*map.rows)[i].members[map.member].energy[layer], 1e-300));
    }
    return sum / static_cast<double>(last - first);
}

void colour_cells(EnergyMap& map) {
    const std::size_t count = map.rows->size();
    const std::size_t columns = std::min(count, kColumns);
    map.image = {static_cast<int>(columns), map.layers, {}};
    map.image.rgba.resize(4 * columns * static_cast<std::size_t>(map.layers));
    auto* out = map.image.rgba.data();
    for (int layer = map.layers - 1; layer >= 0; --layer) {
        for (std::size_t c = 0; c < columns; ++c) {
            const double mean =
                mean_log(map, layer, c * count / columns, (c + 1) * count / columns);
            const glm::vec4 colour =
                colour_map(plot::to_unit(std::exp(mean), map.colours, plot::AxisScale::Log));
            for (int channel = 0; channel < 4; ++channel) {
                *out++ = static_cast<unsigned char>(std::lround(255 * colour[channel]));
            }
        }
    }
}

}  // namespace

void EnergyMap::update(const std::shared_ptr<const MetricsRows>& now, std::uint64_t of_run,
                       std::size_t of_member) {
    if (!now || now->size() == 0 || (now == rows && of_run == run && of_member == member)) {
        return;
    }
    const plot::Range before = of_run == run && of_member == member ? colours : plot::Range{};
    rows = now;
    run = of_run;
    member = of_member;
    layers = static_cast<int>(now->back().members[member].energy.size());
    steps = {static_cast<double>((*now)[0].step),
             static_cast<double>(std::max(now->back().step, (*now)[0].step + 1))};
    colours = plot::settle_range(before, energies(*now, member), plot::AxisScale::Log);
    colour_cells(*this);
    ++version;
}

std::size_t EnergyMap::nearest_row(double step) const {
    std::size_t first = 0;
    std::size_t last = rows->size() - 1;
    while (first < last) {
        const std::size_t middle = (first + last) / 2;
        if (static_cast<double>((*rows)[middle].step) < step) {
            first = middle + 1;
        } else {
            last = middle;
        }
    }
    const bool before = first > 0 && step - static_cast<double>((*rows)[first - 1].step) <
                                         static_cast<double>((*rows)[first].step) - step;
    return before ? first - 1 : first;
}

}  // namespace la
