#pragma once

#include <string>

#include "core/data/dataset.h"

struct ImFont;

namespace la {

// The name of a class as this font can show it: its own, or "class 2" if the font lacks a character
// of it, so that no two classes look alike. Files keep the name.
std::string class_text(const Dataset& data, int label, const ImFont& font);

}  // namespace la
