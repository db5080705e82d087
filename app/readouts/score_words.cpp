#include "app/readouts/score_words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/train/snapshot.h"

namespace la {

std::string score_label(const Snapshot& run) {
    const std::string word = score_word(*run.data);
    if (run.data->size() > run.data->train) {
        return "test " + word;
    }
    return run.status == Status::Frozen
               ? word + " on " + std::to_string(run.data->size()) + " points"
               : "training " + word;
}

std::string short_score(double score, bool values) {
    char text[32];
    if (values) {
        std::snprintf(text, sizeof text, "%.2f", score);
    } else {  // 100 % is all of them
        const double percent = score < 1 ? std::min(std::round(100 * score), 99.0) : 100;
        std::snprintf(text, sizeof text, "%.0f %%", percent);
    }
    return text;
}

std::string score_text(double score, bool values) {
    return values ? "R² " + short_score(score, values) : short_score(score, values) + " right";
}

}  // namespace la
