#include "app/readouts/score_words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace la {

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
