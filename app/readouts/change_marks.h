#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/train/changes.h"

namespace la {

// One line across the curves, for changes that stand too close to each other to be told apart.
struct ChangeMark {
    double step = 0;    // of the last of them
    std::string label;  // "λ 0.03 → 0.1 at step 412", a line for every setting
};

// The marks of a run's changes: those nearer to each other than `apart` steps become one, from the
// first value to the last. `two`: there are A and B, and A's settings are called so.
std::vector<ChangeMark> change_marks(std::span<const SettingChange> changes, double apart,
                                     bool two);

// What was changed last: "λ set to 0.1 at step 412"; empty without changes.
std::string last_change(std::span<const SettingChange> changes, bool two);

}  // namespace la
