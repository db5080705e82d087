#include "app/readouts/score_words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "core/train/snapshot.h"

namespace la {

namespace {

// What stands before and behind the value.
std::pair<std::string, std::string> score_label_around(const Snapshot& run) {
    const std::string word = score_word(*run.data);
    if (run.data->size() > run.data->train) {
        return {"test " + word, ""};
    }
    return run.status == Status::Frozen
               ? std::pair(word, " on " + std::to_string(run.data->size()) + " points")
               : std::pair("training " + word, std::string());
}

}  // namespace

std::string score_label(const Snapshot& run) {
    const auto [before, behind] = score_label_around(run);
    return before + behind;
}

std::string score_line(const Snapshot& run, double score) {
    char value[32];
    std::snprintf(value, sizeof value, "%.3f", score);
    const auto [before, behind] = score_label_around(run);
    return before + ' ' + value + behind;
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
