#pragma once

#include <functional>

namespace la {

// What to do when the display dies under an open window: the X server has ended, or has thrown the
// program out (xdotool windowkill). Runs on the window's thread in the middle of a call of Window
// or OpenGL, must make no such call, and should end the process: it ends with exit code 1
// otherwise. Empty: the window library's way, to end at once. Call it while a window is open; does
// nothing on platforms where a window is closed instead.
void on_display_loss(std::function<void()> act);

}  // namespace la
