#pragma once

#include <cstddef>
#include <string>

#include "app/panels/panel.h"
#include "core/io/presets.h"

namespace la {

// All presets in the order of the chooser and of the keys 1 to 9: built-in ones, then one's own.
std::size_t preset_count(const Panel& panel);
const Preset& preset_at(const Panel& panel, std::size_t index);
const Preset* preset_named(const Panel& panel,
                           const std::string& name);  // null: none, or not read yet
void start_preset(const Panel& panel, std::size_t index);

void preset_choice(const Panel& panel, float width);
void preset_dialog(const Panel& panel);  // asks for a name, over everything

}  // namespace la
