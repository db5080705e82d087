#pragma once

namespace la {

// Closes the popups that were opened in this frame and not drawn. Dear ImGui 1.86 keeps them open,
// and at the next Esc reads the window that they do not have. To be called after the last widget.
void close_unseen_lists();

}  // namespace la
