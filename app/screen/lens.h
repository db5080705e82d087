#pragma once

#include "app/app.h"
#include "app/screen/gui_context.h"
#include "render/gl/canvas.h"

namespace la {

// The round glass at the pointer: what is drawn there, larger. Over views, plots and measures. It
// copies a few pixels of the finished frame; nothing is drawn twice. Owns a GL object. Thread: the
// one with the context.
class LensGlass {
  public:
    // Between App::build_gui and ImGui::Render: where the glass is in this frame.
    void place(const App& app);

    // After everything else of the frame, into the bound framebuffer.
    void draw(GuiContext& gui, glm::ivec2 size);

  private:
    Canvas picture_;  // what is under the glass
    PixelRect under_{{0, 0}, {0, 0}};
};

}  // namespace la
