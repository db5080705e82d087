#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/state/ui_state.h"
#include "render/gl/window.h"

namespace la {

// What the window remembers from one time to the next: how things were looked at, where it stood,
// where files were saved and opened. Not the speed: the program opens paced;
// nor a sweep: it opens without one.
struct WindowMemory {
    UiState ui;
    std::optional<WindowPlace> window;
    std::string session_folder;  // of the last session that was saved or opened; empty: none yet
};

// One JSON object; the same settings, the same text.
std::string to_json(const WindowMemory& settings);

// Throws Error where this is no settings file, or one of a newer program. A single value that is
// missing, unknown or out of range is as in `otherwise`: no reason to lose the others.
WindowMemory parse_settings(std::string_view json, const WindowMemory& otherwise = {});

}  // namespace la
