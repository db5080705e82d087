#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/data/csv_points.h"
#include "core/data/csv_survey.h"

namespace la {

// Indices of the cells that hold a point, its label and its split.
struct CsvColumns {
    std::size_t x = 0, y = 1, label = 2;  // label: or value
    bool one_input = false;               // there is no y
    std::optional<std::size_t> split;
    std::size_t count = 3;  // cells of a row
};

// Chooses as CsvOptions describes. `header` is empty if the table has none. Throws Error naming the
// file, UsageError if the options make no sense; appends to `notes` what was left out or assumed.
CsvColumns choose_columns(const std::vector<std::string>& header, const TableSurvey& table,
                          const CsvOptions& options, const std::string& file,
                          std::vector<std::string>& notes);

// What a cell of the column "split" says: whether the point is for testing. Nothing if it is
// neither a name of training nor of testing; validation is testing.
std::optional<bool> split_of(const std::string& cell);

}  // namespace la
