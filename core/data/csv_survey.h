#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/data/csv_cells.h"
#include "core/data/number_signs.h"

namespace la {

// What is in the columns of a table, looked through before anything in it is taken for a point.

// Missing values as programs write them: empty, NA, NaN, null, None, ?, - and the like.
bool is_missing(const std::string& cell);

struct ColumnSurvey {
    static constexpr std::size_t kValues = 11;  // one more than there can be classes

    std::size_t filled = 0;           // cells that are not missing
    std::size_t numbers = 0;          // of these
    std::size_t digits = 0;           // of these: digits alone
    std::size_t whole = 0;            // of these: 1, 2.0, -3
    std::vector<std::string> values;  // the first kValues different ones
    bool counts = false;              // the cells are 0, 1, 2, ... or 1, 2, 3, ...
    std::size_t counts_from = 0;
    SignEvidence signs;

    void add(const std::string& cell, std::size_t row,
             long line);  // `row`: from 0, below the first
    bool has(const std::string& cell) const;
    bool text() const { return 2 * numbers < filled; }
    // Whole numbers, few different ones: as the numbers of classes are.
    bool like_classes() const;
};

struct TableSurvey {
    CsvRow first;                       // the first row, which may be a header
    std::size_t rows = 0;               // the others
    std::size_t width = 0;              // cells of most rows
    std::vector<ColumnSurvey> columns;  // of these
    std::vector<CsvRows::Comment> comments;

    const ColumnSurvey& column(std::size_t i) const;
    void add_first_row();  // which is no header
};

// Number of cells without the empty ones at the end.
std::size_t filled_cells(const CsvRow& row);

// Throws Error; `rows` has at least one row, or first.cells is empty.
TableSurvey survey_table(CsvRows rows);

}  // namespace la
