// The mapped window of a process that answers a protocol, as a window manager looks for it.

#pragma once

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>

inline long pid_of(Display* display, Window window) {
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

inline bool understands(Display* display, Window window, Atom protocol) {
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

// None: there is none.
inline Window find_window(Display* display, Window root, long pid, Atom protocol) {
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
            found = find_window(display, children[i], pid, protocol);
        }
    }
    if (children != nullptr) {
        XFree(children);
    }
    return found;
}
