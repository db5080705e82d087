#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/views/frame_context.h"

namespace la {

// One line of the palette.
struct PaletteEntry {
    std::string kind;   // "set", "preset", "data", "lesson", "control", "setting", "action"
    std::string title;  // what is searched, and shown
    std::string about;  // its tooltip; searched, too, and counts less
    std::string key;    // that does the same; may be empty
    std::function<void(const FrameContext&)> take;
};

// Everything that has a name now, in the order of the kinds. `wanted` may be one that is made of
// it: "path = value".
std::vector<PaletteEntry> palette_entries(const FrameContext& context, const std::string& wanted);

// Those that match, the best first, the others left out.
std::vector<PaletteEntry> matching(std::vector<PaletteEntry> entries, const std::string& wanted);

}  // namespace la
