#pragma once

#include <functional>
#include <span>
#include <string>

#include "app/panels/panels.h"
#include "app/ui/key_text.h"
#include "render/gl/keys.h"

namespace la {

// One line of the table of shortcuts, from which key handling, the hints in tooltips and the help
// page are made. Two lines of one name are two keys for the same action.
struct Shortcut {
    int key;
    int modifiers;
    const char* control;  // the control that does the same, else any name
    const char* group;    // heading on the help page; lines of a group are adjacent
    const char* what;     // description for the help page; empty: not listed
    void (*act)(const FrameContext&);
    bool repeats = false;  // acts repeatedly while it is held
};

std::span<const Shortcut> shortcuts();

inline std::string key_text(const Shortcut& shortcut) {
    return key_text(shortcut.key, shortcut.modifiers);
}

// Executes the shortcut of a key, unless `of_the_laboratory` has used it. While a text is edited,
// only keys that type nothing act; while the page of keys is open, any key turns or closes it.
void press_key(const FrameContext& context, const KeyPress& press,
               const std::function<bool()>& of_the_laboratory);

// Escape gives up the model that is being read, or the steps that are being taken again, before it
// ends anything else of the window; a menu, the help page and a dialog about something else take it
// first. True if it did.
bool press_while_busy(const FrameContext& context, const KeyPress& press);

}  // namespace la
