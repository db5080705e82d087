#include "app/ui/key_text.h"

#include <utility>

#include "render/gl/keys.h"

namespace la {

std::string key_text(int key, int modifiers) {
    std::string text;
    const auto modifier = [&](int bit, const char* name) {
        text += (modifiers & bit) != 0 ? std::string(name) + "+" : "";
    };
    modifier(kCtrl, "Ctrl");
    modifier(kAlt, "Alt");
    modifier(kShift, "Shift");
    constexpr std::pair<int, const char*> kNames[] = {{' ', "Space"},
                                                      {kKeyEscape, "Esc"},
                                                      {kKeyEnter, "Enter"},
                                                      {kKeyTab, "Tab"},
                                                      {kKeyBackspace, "Backspace"},
                                                      {kKeyRight, "→"},
                                                      {kKeyLeft, "←"},
                                                      {kKeyDown, "↓"},
                                                      {kKeyUp, "↑"},
                                                      {kKeyPageUp, "Page up"},
                                                      {kKeyHome, "Home"},
                                                      {kKeyPageDown, "Page down"},
                                                      {kKeyEnd, "End"}};
    for (const auto& [code, name] : kNames) {
        if (code == key) {
            return text + name;
        }
    }
    return key >= function_key(1) ? text + "F" + std::to_string(key - function_key(1) + 1)
                                  : text + static_cast<char>(key);
}

}  // namespace la
