#pragma once

#include <string>

#include "core/data/dataset.h"

namespace la {

// How the score of a network is called: its accuracy where points have classes, R^2 where they have
// values.
inline const char* score_word(bool values) {
    return values ? "R²" : "accuracy";
}
inline const char* score_word(const Dataset& data) {
    return score_word(data.has_values());
}

// In plain words: "94 % right", "R² 0.94".
std::string score_text(double score, bool values);
std::string short_score(double score, bool values);  // "94 %", "0.94"

}  // namespace la
