#pragma once

#include <optional>
#include <string>

#include "app/palette/palette_entries.h"

namespace la {

// The field of a configuration is one of the run that the open laboratory shows.
bool is_of_open_run(const FrameContext& context, const std::string& path);

// What "network.seed = 5" or "hidden=32" asks for: a field, by its path or by the end of it that no
// other has, and its value. Taking the entry changes the run as the control of the field does, if
// it has one. None: the text names no field.
std::optional<PaletteEntry> set_entry(const FrameContext& context, const std::string& wanted);

}  // namespace la
