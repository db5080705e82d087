// Asks a window to close as a window manager does: a WM_DELETE_WINDOW message to the mapped window
// of a process. Usage: close_window PID [SECONDS] waits that long for the window to appear.
// Exit codes: 0 sent, 1 no such window, 2 wrong usage or no display.

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace {

// A window may close while it is looked at.
int ignore(Display*, XErrorEvent*) {
    return 0;
}

long pid_of(Display* display, Window window) {
    Atom type = None;
    int format = 0;
    unsigned long count = 0, rest = 0;
    unsigned char* data = nullptr;
    const Atom name = XInternAtom(display, "_NET_WM_PID", False);
    if (XGetWindowProperty(display, window, name, 0, 1, False, XA_CARDINAL, &type, &format, &count,
                           &rest, &data) != Success ||
        data == nullptr) {
        return -1;
    }
    const long pid = count == 1 && format == 32 ? *reinterpret_cast<const long*>(data) : -1;
    XFree(data);
    return pid;
}

bool understands(Display* display, Window window, Atom protocol) {
    Atom* protocols = nullptr;
    int count = 0;
    bool found = false;
    if (XGetWMProtocols(display, window, &protocols, &count) != 0) {
        for (int i = 0; i < count; ++i) {
            found = found || protocols[i] == protocol;
        }
        XFree(protocols);
    }
    return found;
}

Window find(Display* display, Window root, long pid, Atom protocol) {
    Window ignored_root = None, parent = None, *children = nullptr, found = None;
    unsigned count = 0;
    if (XQueryTree(display, root, &ignored_root, &parent, &children, &count) == 0) {
        return None;
    }
    for (unsigned i = 0; i < count && found == None; ++i) {
        XWindowAttributes attributes;
        if (XGetWindowAttributes(display, children[i], &attributes) != 0 &&
            attributes.map_state == IsViewable && pid_of(display, children[i]) == pid &&
            understands(display, children[i], protocol)) {
            found = children[i];
        } else {
            found = find(display, children[i], pid, protocol);
        }
    }
    if (children != nullptr) {
        XFree(children);
    }
    return found;
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
    while ((window = find(display, DefaultRootWindow(display), pid, delete_window)) == None) {
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
