#pragma once

#include <string>
#include <vector>

#include "app/state/lesson_ui.h"

namespace la {

// What a lesson has brought, a line for every card with a question or left before it was done:
// "The boundary unbends: right at the first try".
std::vector<std::string> lesson_lines(const LessonRun& run);

// Why the card that is open is not done, in one line.
std::string not_yet(const LessonRun& run);

// "right at the first try", "right after 2 tries"
std::string right_after(int tries);

// The answers as text for a file, JSON: title, and of every card its title, the answer given, the
// tries, and whether it was right or left out.
std::string answers_json(const LessonRun& run);

}  // namespace la
