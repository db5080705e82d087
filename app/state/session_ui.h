#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace la {

// What the window shows about sessions and models: dialog, status line. Sessions and its panels
// write it.
struct SessionUi {
    enum class Dialog { None, Save, Open, Model } dialog = Dialog::None;
    struct Entry {
        std::string name, about;  // "circles.session", "14:32, 6.3 MB"
    };
    std::array<char, 1024> path{};  // the text being typed
    std::string base;               // base of relative paths
    std::string folder;             // folder that `entries` list
    std::vector<Entry> entries;     // newest first
    std::string failure;            // why there are no entries
    std::string warning;            // shown in the dialog: why it asks; may be empty
    std::string error;              // the same: why the file that it named was not opened
    bool waits = false;             // the dialog stays until its file is open, or refused
    bool begin = false;             // the dialog has just opened

    std::string last_folder;  // of the newest saved or opened file; may be empty

    std::string file;  // file that the work was saved to or opened from last; empty: none

    struct Offer {
        std::string text;
        bool readable = true;
    };
    std::optional<Offer> offer;  // unsaved work

    // A model that the system cannot isolate waits for the user to trust it; empty: none.
    std::string untrusted;

    // Shown in the status line for a while.
    std::string notice;
    bool failed = false;
    float seconds_left = 0;
};

}  // namespace la
