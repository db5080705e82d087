// Drags files onto the window of a process and lets go, as a file manager does: the source's side
// of XDND version 5. Usage: drop_files PID FILE... Exit codes: 0 the window took them, 1 it did not
// or there is none, 2 wrong usage or no display.

#include <X11/Xatom.h>
#include <X11/Xlib.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include "tests/window/find_window.h"

namespace {

using Clock = std::chrono::steady_clock;

struct Drag {
    Display* display;
    Window source, target;
    std::string uris;

    Atom atom(const char* name) const { return XInternAtom(display, name, False); }

    void send(const char* kind, long a, long b, long c, long d) const {
        XEvent event{};
        event.xclient.type = ClientMessage;
        event.xclient.window = target;
        event.xclient.message_type = atom(kind);
        event.xclient.format = 32;
        const long data[] = {static_cast<long>(source), a, b, c, d};
        for (int i = 0; i < 5; ++i) {
            event.xclient.data.l[i] = data[i];
        }
        XSendEvent(display, target, False, NoEventMask, &event);
        XFlush(display);
    }

    // The target asks for the names when they are dropped.
    void hand_over(const XSelectionRequestEvent& asked) const {
        XEvent answer{};
        answer.xselection.type = SelectionNotify;
        answer.xselection.requestor = asked.requestor;
        answer.xselection.selection = asked.selection;
        answer.xselection.target = asked.target;
        answer.xselection.time = asked.time;
        if (asked.target == atom("text/uri-list")) {
            XChangeProperty(display, asked.requestor, asked.property, asked.target, 8,
                            PropModeReplace, reinterpret_cast<const unsigned char*>(uris.data()),
                            static_cast<int>(uris.size()));
            answer.xselection.property = asked.property;
        }
        XSendEvent(display, asked.requestor, False, NoEventMask, &answer);
        XFlush(display);
    }

    // The first message of this kind within five seconds; null data if there is none.
    bool wait(const char* kind, XClientMessageEvent& out) const {
        const auto end = Clock::now() + std::chrono::seconds(5);
        while (Clock::now() < end) {
            while (XPending(display) > 0) {
                XEvent event;
                XNextEvent(display, &event);
                if (event.type == SelectionRequest) {
                    hand_over(event.xselectionrequest);
                } else if (event.type == ClientMessage &&
                           event.xclient.message_type == atom(kind)) {
                    out = event.xclient;
                    return true;
                }
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        std::fprintf(stderr, "drop_files: no %s\n", kind);
        return false;
    }
};

// Bytes but letters, digits and a few signs as %XX, as a URI has them.
std::string uri_of(const char* path) {
    std::string out = "file://";
    for (const char* c = path; *c != 0; ++c) {
        const auto byte = static_cast<unsigned char>(*c);
        if (std::string("/._-~").find(*c) != std::string::npos || (byte >= '0' && byte <= '9') ||
            (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z')) {
            out += *c;
        } else {
            char text[4];
            std::snprintf(text, sizeof text, "%%%02X", byte);
            out += text;
        }
    }
    return out + "\r\n";
}

}  // namespace

int main(int argc, char** argv) {
    Display* display = argc >= 3 ? XOpenDisplay(nullptr) : nullptr;
    if (display == nullptr) {
        std::fprintf(stderr, "usage: drop_files PID FILE..., with DISPLAY set\n");
        return 2;
    }
    const Window root = DefaultRootWindow(display);
    const Window target = find_window(display, root, std::strtol(argv[1], nullptr, 10),
                                      XInternAtom(display, "WM_DELETE_WINDOW", False));
    if (target == None) {
        std::fprintf(stderr, "drop_files: process %s has no window\n", argv[1]);
        return 1;
    }
    Drag drag{display, XCreateSimpleWindow(display, root, 0, 0, 1, 1, 0, 0, 0), target, {}};
    for (int i = 2; i < argc; ++i) {
        drag.uris += uri_of(argv[i]);
    }
    int x = 0, y = 0;
    Window child = None;
    XWindowAttributes size;
    XGetWindowAttributes(display, target, &size);
    XTranslateCoordinates(display, target, root, size.width / 2, size.height / 2, &x, &y, &child);
    XSetSelectionOwner(display, drag.atom("XdndSelection"), drag.source, CurrentTime);

    constexpr long kVersion = 5L << 24;
    XClientMessageEvent answer{};
    drag.send("XdndEnter", kVersion, static_cast<long>(drag.atom("text/uri-list")), None, None);
    drag.send("XdndPosition", 0, static_cast<long>(x) << 16 | y, CurrentTime,
              static_cast<long>(drag.atom("XdndActionCopy")));
    const bool wanted = drag.wait("XdndStatus", answer) && (answer.data.l[1] & 1) != 0;
    if (!wanted) {
        std::fprintf(stderr, "drop_files: the window does not take them\n");
        return 1;
    }
    drag.send("XdndDrop", 0, CurrentTime, 0, 0);
    // GLFW tells how many bytes it took, where the protocol has one bit.
    const bool taken = drag.wait("XdndFinished", answer) && answer.data.l[1] != 0;
    XCloseDisplay(display);
    return taken ? 0 : 1;
}
