#pragma once

#include "app/views/frame_context.h"

namespace la {

// All keys on one page, from the table of shortcuts, on top of everything; any key closes it.
void keys_page(const FrameContext& context);

}  // namespace la
