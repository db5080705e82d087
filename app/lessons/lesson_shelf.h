#pragma once

#include <filesystem>
#include <memory>

#include "app/state/lesson_ui.h"

namespace la {

// The lessons of the program, then those of this folder in the order of their names. A folder that
// is missing has none, and a file that is no lesson becomes a line of `failures`, which names it.
std::shared_ptr<const LessonShelf> lesson_shelf(const std::filesystem::path& folder = {});

}  // namespace la
