#pragma once

#include <string>
#include <vector>

#include "core/data/csv_survey.h"

namespace la {

struct CsvHeader {
    std::vector<std::string> names;  // of the columns; empty: the table has no header
    bool first_row = false;          // it is the first row, which is no point then
};

// A column called so holds the numbers of the rows: without a name, or "index".
bool is_index_name(const std::string& name);

// Names in any spelling that people give to the column of labels, but for "y".
bool is_label_name(const std::string& name);

// The header of a table, if it has one: a first row that names the columns of numbers, by words or
// by the numbers 0, 1, 2, ... of pandas. `comment`: the cells of the comment before the first row.
// Throws Error where the first row can be a header as well as a point; appends to `notes` where
// something was assumed.
CsvHeader find_header(const TableSurvey& table, const std::vector<std::string>& comment,
                      const std::string& file, std::vector<std::string>& notes);

}  // namespace la
