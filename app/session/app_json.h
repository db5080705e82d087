#pragma once

#include <string>
#include <string_view>

#include "app/experiment/undo.h"
#include "app/state/ui_state.h"

namespace la {

// What the application keeps in a session beside the training: the state of the views, and what can
// be undone.
struct AppState {
    UiState ui;
    float depth = 0;
    bool depth_playing = true;
    std::string preset;  // of the run of the open laboratory; empty: no preset
    bool running = true;
    Undo undo;
};

std::string to_json(const AppState& state);

// Reads the text of to_json. A value that is missing, unknown or out of range is taken from
// `otherwise`: the state of a view is no reason to refuse a session.
AppState parse_app_state(std::string_view json, const AppState& otherwise);

}  // namespace la
