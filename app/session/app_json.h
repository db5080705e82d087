#pragma once

#include <string>
#include <string_view>

#include "app/experiment/undo.h"
#include "app/state/ui_state.h"

namespace la {

// What the application keeps in a session beside the training: how things were looked at, and what
// can be undone.
struct AppState {
    UiState ui;
    float depth = 0;
    bool depth_playing = true;
    std::string preset;  // empty: an own setting
    bool running = true;
    Undo undo;
};

std::string to_json(const AppState& state);

// Whatever is missing, unknown or out of range is as in `otherwise`: how something was looked at is
// no reason to refuse a session.
AppState parse_app_state(std::string_view json, const AppState& otherwise);

}  // namespace la
