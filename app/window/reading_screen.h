#pragma once

#include <future>
#include <memory>
#include <string>

#include "app/screen/gui_context.h"
#include "core/train/snapshot.h"
#include "render/gl/window.h"
#include "render/palette.h"

namespace la {

// A model that is being read, on another thread; not valid: none.
using ModelReading = std::shared_future<std::shared_ptr<const Snapshot>>;

// The user has closed a window that did not show its model yet.
struct ClosedWhileReading {};

// What a window shows before it has a model: which one is read, and for how long.
struct ReadingScreen {
    Window& window;
    GuiContext& gui;
    const Palette& palette;
    float scale = 0;  // 0: the monitor's
    std::string name;
};

// Waits for the model. Throws what reading it throws, and ClosedWhileReading where Esc, the window
// manager or a signal comes first. Thread: the window's.
std::shared_ptr<const Snapshot> await_model(const ModelReading& reading, const ReadingScreen& on);

}  // namespace la
