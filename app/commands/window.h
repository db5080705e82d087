#pragma once

#include <string>

#include "app/window/gui_options.h"
#include "core/engine/engine.h"

namespace la {

// Processors that --threads auto leaves to the window: one draws the frames.
inline constexpr int kKeptForFrames = 1;

// Run the window, or its screenshot. Both return the exit code and throw Error, UsageError.

// For `leastaction` and `leastaction inspect`; `size` is the text of --size.
int run_window(GuiOptions options, const std::string& size, const EngineFactory& factory);

int run_screenshot(const GuiOptions& options, const EngineFactory& factory);

}  // namespace la
