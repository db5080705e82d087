#pragma once

#include <algorithm>
#include <deque>
#include <variant>
#include <vector>

namespace la {

// Keys and characters on their way to Dear ImGui. Before 1.87 it sees at a frame which keys are
// down, and takes characters before keys: a tap between two frames would be lost, and "Enter, a"
// would be read as "a, Enter". So each frame gets events only as long as their order stays clear;
// the others wait for the next frame. Thread: the window's.
class GuiKeys {
  public:
    struct Key {
        int key = 0, scancode = 0;
        bool down = false;
        bool edits = false;  // acts in a text field: Enter, an arrow, Ctrl+A; not a letter or Shift
        int modifiers = 0;
    };
    using Event = std::variant<Key, unsigned int>;  // or a character

    void add(Event event) { waiting_.push_back(event); }

    // Events of one frame, in order. Letters come by their characters, as many as there are. A key
    // that edits goes down if it was up in the frame before; nothing follows it, not even the end
    // of the Ctrl that belongs to it.
    std::vector<Event> next_frame() {
        std::vector<Event> out;
        std::vector<int> changed;
        bool edited = false;
        for (; !waiting_.empty(); waiting_.pop_front()) {
            const Event& event = waiting_.front();
            if (edited) {
                return out;
            }
            if (const Key* key = std::get_if<Key>(&event)) {
                if (key->down && key->edits && std::ranges::count(changed, key->key) > 0) {
                    return out;
                }
                changed.push_back(key->key);
                edited = key->down && key->edits;
            }
            out.push_back(event);
        }
        return out;
    }

  private:
    std::deque<Event> waiting_;
};

}  // namespace la
