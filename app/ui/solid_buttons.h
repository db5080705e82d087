#pragma once

#include "app/ui/theme.h"
#include "render/plot/style.h"

namespace la {

// Gives buttons a visible background while it lives, for buttons with nothing around them.
class SolidButtons {
  public:
    explicit SolidButtons(const Theme& theme) {
        ImGui::PushStyleColor(ImGuiCol_Button,
                              plot::with_alpha(theme.colour(theme.palette->text_dim), 0.22f));
    }
    ~SolidButtons() { ImGui::PopStyleColor(); }
    SolidButtons(const SolidButtons&) = delete;
    SolidButtons& operator=(const SolidButtons&) = delete;
};

}  // namespace la
