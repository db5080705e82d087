#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/train/changes.h"

namespace la {

// One line across the curves; stands for all changes too close together to be told apart.
struct ChangeMark {
    double step = 0;    // of the last change
    std::string label;  // "λ 0.03 → 0.1 at step 412", one line per setting
};

// Marks of a run's changes. Changes less than `apart` steps from the previous one join its mark,
// which then gives the first and the last value. `two`: there are A and B, and A's settings are
// labelled as A's.
std::vector<ChangeMark> change_marks(std::span<const SettingChange> changes, double apart,
                                     bool two);

// The last change: "λ = 0.1 since step 412". Empty without changes.
std::string last_change(std::span<const SettingChange> changes, bool two);

}  // namespace la
