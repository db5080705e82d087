#pragma once

#include <string>

#include "core/data/dataset.h"

namespace la {

struct Snapshot;

// How the score of a network is called: its accuracy where points have classes, R^2 where they have
// values.
inline const char* score_word(bool values) {
    return values ? "R²" : "accuracy";
}
inline const char* score_word(const Dataset& data) {
    return score_word(data.has_values());
}

// "test accuracy", "training R²" where no points are kept for testing, and "accuracy on 600 points"
// of a model that is looked at on points which nobody split for it.
std::string score_label(const Snapshot& run);
// The same with its value: "test accuracy 0.973", "accuracy 0.973 on 600 points".
std::string score_line(const Snapshot& run, double score);

// In plain words: "94 % right", "R² 0.94".
std::string score_text(double score, bool values);
std::string short_score(double score, bool values);  // "94 %", "0.94"

}  // namespace la
