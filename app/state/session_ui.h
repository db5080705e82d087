#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace la {

// What is on screen about sessions.
struct SessionUi {
    enum class Dialog { None, Save, Open, Model } dialog = Dialog::None;
    struct Entry {
        std::string name, about;  // "circles.session", "14:32, 6.3 MB"
    };
    std::array<char, 1024> path{};  // as it is being typed
    std::string base;               // what a relative path is relative to
    std::string folder;             // that `entries` are of
    std::vector<Entry> entries;     // newest first
    std::string failure;            // why there are none
    bool begin = false;             // the dialog has just been asked for

    std::string last_folder;  // that something was saved into or opened from; may be empty

    std::string file;  // where the work was saved last, or came from; empty: nowhere yet

    struct Offer {
        std::string text;
        bool readable = true;
    };
    std::optional<Offer> offer;  // unsaved work

    // In the status line, for a while.
    std::string notice;
    bool failed = false;
    float seconds_left = 0;
};

}  // namespace la
