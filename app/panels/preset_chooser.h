#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "app/panels/panels.h"
#include "core/io/presets.h"

namespace la {

// All presets in the order of the chooser: built-in presets, then user presets.
std::size_t preset_count(const FrameContext& context);
const Preset& preset_at(const FrameContext& context, std::size_t index);
const Preset* preset_named(const FrameContext& context,
                           const std::string& name);  // null: unknown, or not read yet
void start_preset(const FrameContext& context, std::size_t index);

// The preset of a key, 0 for Ctrl+1: first those of the laboratory that is open, then the user's.
// Null: there are fewer.
std::optional<std::size_t> preset_of_key(const FrameContext& context, std::size_t key);

void preset_choice(const FrameContext& context, float width);
void preset_dialog(const FrameContext& context);  // asks for a name, on top of everything

}  // namespace la
