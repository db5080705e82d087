#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/data/csv_points.h"

namespace la {

// Which cells of a row are the point, its label and its part.
struct CsvColumns {
    std::size_t x = 0, y = 1, label = 2;
    std::optional<std::size_t> split;
    std::size_t count = 3;  // cells of a row
};

// As CsvOptions says. `header` is empty where there is none; then rows have so many cells. Throws
// Error naming the file, UsageError where the options make no sense.
CsvColumns choose_columns(const std::vector<std::string>& header, std::size_t count,
                          const CsvOptions& options, const std::string& file);

}  // namespace la
