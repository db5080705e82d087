#include "app/ui/unseen_lists.h"

#include <imgui_internal.h>

namespace la {

void close_unseen_lists() {
    const ImVector<ImGuiPopupData>& open = ImGui::GetCurrentContext()->OpenPopupStack;
    for (int i = 0; i < open.Size; ++i) {
        if (open[i].Window == nullptr) {
            ImGui::ClosePopupToLevel(i, false);
        }
    }
}

}  // namespace la
