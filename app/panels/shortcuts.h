#pragma once

#include <span>
#include <string>

#include "app/panels/panels.h"
#include "render/gl/keys.h"

namespace la {

// One line of the table of shortcuts, from which come what keys do, the hints in tooltips and the
// overlay. Two lines of one name are two keys for one thing.
struct Shortcut {
    int key;
    int modifiers;
    const char* control;  // the control that does the same, or a name of its own
    const char* group;    // heading on the overlay; lines of a group stand together
    const char* what;     // what it does, for the overlay; empty: not listed there
    void (*act)(const FrameContext&);
    bool repeats = false;  // acts again and again while it is held
};

std::span<const Shortcut> shortcuts();

// "Ctrl+Shift+Z", "Space", an arrow.
std::string key_text(const Shortcut& shortcut);

// Begins the demonstration of the configuration, if it has one, or ends it.
void play_or_stop_cues(const FrameContext& context);

// Does what a key stands for. While a text is being edited, only keys that write nothing act; while
// the overlay is open, any key closes it.
void press_key(const FrameContext& context, const KeyPress& press);

}  // namespace la
