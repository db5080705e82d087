#pragma once

#include <cstdint>
#include <glm/vec2.hpp>

#include "app/state/ui_state.h"
#include "render/gl/canvas.h"
#include "render/gl/screen.h"
#include "render/palette.h"

namespace la {

// What lies beneath ImGui's drawing of the plots: their grounds and the cells of the energy map, as
// clears and copies. Owns GL objects; lives on the thread with the context.
class Backdrop {
  public:
    void update(const UiTemp& temp);  // changes the bound framebuffer
    // Into the bound framebuffer, of this size, from the row `first` of the window on; only inside
    // `clip`.
    void draw(glm::ivec2 target, const PixelRect& clip, int first, const UiTemp& temp,
              const Palette& palette) const;

  private:
    Canvas cells_;
    std::uint64_t version_ = 0;  // of the energy map in cells_
};

}  // namespace la
