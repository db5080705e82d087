#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/state/ui_state.h"
#include "render/gl/window.h"

namespace la {

// What the window remembers for the next start of the program: the state of the views, its
// position, the folders of saved and opened files. Neither the speed (the program starts paced) nor
// a sweep is remembered.
struct WindowMemory {
    UiState ui;
    std::optional<WindowPlace> window;
    std::string session_folder;  // of the newest saved or opened session; empty: none yet
    bool moved_lambda = false;   // by dragging: nobody is invited to do it again
};

// Writes one JSON object; equal settings give equal text.
std::string to_json(const WindowMemory& settings);

// Throws Error if this is not a settings file, or that of a newer program. A single value that is
// missing, unknown or out of range is taken from `otherwise`; the others are kept.
WindowMemory parse_settings(std::string_view json, const WindowMemory& otherwise = {});

}  // namespace la
