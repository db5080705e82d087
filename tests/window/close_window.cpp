// Asks a window to close as a window manager does: a WM_DELETE_WINDOW message to the mapped window
// of a process. Usage: close_window PID [SECONDS] waits that long for the window to appear.
// Exit codes: 0 sent, 1 no such window, 2 wrong usage or no display.

#include <X11/Xlib.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "tests/window/find_window.h"

namespace {

// A window may close while it is looked at.
int ignore(Display*, XErrorEvent*) {
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    Display* display = argc >= 2 ? XOpenDisplay(nullptr) : nullptr;
    if (display == nullptr) {
        std::fprintf(stderr, "usage: close_window PID [SECONDS], with DISPLAY set\n");
        return 2;
    }
    XSetErrorHandler(ignore);
    const long pid = std::strtol(argv[1], nullptr, 10);
    const double patience = argc >= 3 ? std::strtod(argv[2], nullptr) : 0;
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(patience);
    const Atom protocols = XInternAtom(display, "WM_PROTOCOLS", False);
    const Atom delete_window = XInternAtom(display, "WM_DELETE_WINDOW", False);
    Window window = None;
    while ((window = find_window(display, DefaultRootWindow(display), pid, delete_window)) ==
           None) {
        if (std::chrono::steady_clock::now() >= end) {
            std::fprintf(stderr, "close_window: process %ld has no window\n", pid);
            return 1;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    XEvent event{};
    event.xclient.type = ClientMessage;
    event.xclient.window = window;
    event.xclient.message_type = protocols;
    event.xclient.format = 32;
    event.xclient.data.l[0] = static_cast<long>(delete_window);
    event.xclient.data.l[1] = CurrentTime;
    XSendEvent(display, window, False, NoEventMask, &event);
    XCloseDisplay(display);
    return 0;
}
