#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/data/csv_points.h"

namespace la {

// Indices of the cells that hold a point, its label and its split.
struct CsvColumns {
    std::size_t x = 0, y = 1, label = 2;
    std::optional<std::size_t> split;
    std::size_t count = 3;  // cells of a row
};

// Chooses as CsvOptions describes. `header` is empty if the table has none; `count` is the number
// of cells of a row. Throws Error naming the file, UsageError if the options make no sense.
CsvColumns choose_columns(const std::vector<std::string>& header, std::size_t count,
                          const CsvOptions& options, const std::string& file);

}  // namespace la
