#include "app/plot_backdrop.h"

namespace la {

void PlotBackdrop::update(const UiTemp& temp) {
    const EnergyMap& map = temp.energy_map;
    if (temp.energy_cells && version_ != map.version) {
        version_ = map.version;
        cells_.resize({map.image.width, map.image.height});
        cells_.write(map.image);
    }
}

void PlotBackdrop::draw(glm::ivec2 target, const PixelRect& clip, const UiTemp& temp,
                        const Palette& palette) const {
    for (const Rect& ground : temp.plot_grounds) {
        fill_rect(target, intersection(ground.pixels(), clip), palette.plot);
    }
    if (temp.energy_cells && version_ > 0) {
        stretch_canvas(target, cells_, temp.energy_cells->pixels(), clip);
    }
}

}  // namespace la
