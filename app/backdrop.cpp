#include "app/backdrop.h"

namespace la {

void Backdrop::update(const UiTemp& temp) {
    const EnergyMap& map = temp.energy_map;
    if (temp.energy_cells && version_ != map.version) {
        version_ = map.version;
        cells_.resize({map.image.width, map.image.height});
        cells_.write(map.image);
    }
}

void Backdrop::draw(glm::ivec2 target, const PixelRect& clip, int first, const UiTemp& temp,
                    const Palette& palette) const {
    const auto place = [first](const Rect& rect) {
        PixelRect out = rect.pixels();
        out.min.y -= first;
        out.max.y -= first;
        return out;
    };
    for (const Rect& ground : temp.plot_grounds) {
        fill_rect(target, intersection(place(ground), clip), palette.plot);
    }
    if (temp.energy_cells && version_ > 0) {
        stretch_canvas(target, cells_, place(*temp.energy_cells), clip);
    }
}

}  // namespace la
