#pragma once

#include <string>
#include <string_view>

#include "app/state/lesson.h"

namespace la {

// Reads a lesson, one JSON object; docs/lessons.md has its form. `name` is that of its file.
// Throws UsageError with the path of the fault ("cards[2].ask.answers: one of them must be right").
Lesson parse_lesson(std::string_view json, const std::string& name);

}  // namespace la
