#include "app/plot_backdrop.h"

#include "render/gl/screen.h"

namespace la {

namespace {

PixelRect pixels(const Rect& rect) {
    const auto whole = [](ImVec2 at) {
        return glm::ivec2{static_cast<int>(at.x), static_cast<int>(at.y)};
    };
    return {whole(rect.min), whole(rect.max)};
}

}  // namespace

void PlotBackdrop::update(const UiTemp& temp) {
    const EnergyMap& map = temp.energy_map;
    if (temp.energy_cells && version_ != map.version) {
        version_ = map.version;
        cells_.resize({map.image.width, map.image.height});
        cells_.write(map.image);
    }
}

void PlotBackdrop::draw(glm::ivec2 target, const UiTemp& temp, const Palette& palette) const {
    for (const Rect& ground : temp.plot_grounds) {
        fill_rect(target, pixels(ground), palette.plot);
    }
    if (temp.energy_cells && version_ > 0) {
        stretch_canvas(target, cells_, pixels(*temp.energy_cells));
    }
}

}  // namespace la
