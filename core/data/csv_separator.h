#pragma once

#include <string>
#include <string_view>

#include "core/data/csv_cells.h"

namespace la {

// The character between the cells of a table: of tab, ";", "|", "," and spaces the one by which
// most of the first rows have two numbers. `form` gives everything else about the cells. Throws
// Error where two separators give different tables.
char find_separator(std::string_view text, const std::string& name, CsvForm form);

}  // namespace la
