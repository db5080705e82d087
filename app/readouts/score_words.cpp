#include "app/readouts/score_words.h"

#include <cstdio>

namespace la {

std::string score_text(double score, bool values) {
    char text[32];
    std::snprintf(text, sizeof text, values ? "R² %.2f" : "%.0f %% right",
                  values ? score : 100 * score);
    return text;
}

}  // namespace la
