#pragma once

namespace la {

// A key that went down, or repeats because it is held. Letters ('A'), digits ('1') and space are
// capital ASCII codes of what the layout prints on the key. Signs ('?', '+'), and digits that take
// Shift on the layout, are the character that is typed, whatever modifiers it takes. All other keys
// have the codes below.
struct KeyPress {
    int key = 0;
    int modifiers = 0;
    bool repeat = false;
};

inline constexpr int kShift = 1, kCtrl = 2, kAlt = 4, kSuper = 8;

inline constexpr int kKeyEscape = 256, kKeyEnter = 257, kKeyTab = 258, kKeyBackspace = 259,
                     kKeyRight = 262, kKeyLeft = 263, kKeyDown = 264, kKeyUp = 265,
                     kKeyPageUp = 266, kKeyPageDown = 267, kKeyHome = 268, kKeyEnd = 269;
inline constexpr int function_key(int n) {
    return 289 + n;
}  // F1 to F12

}  // namespace la
