#include "core/data/csv_survey.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

namespace la {

bool is_missing(const std::string& cell) {
    constexpr std::array<std::string_view, 19> kMissing{
        "",    "na", "nan", "n/a", "#n/a", "#na", "<na>",    "#n/a n/a", "null",  "none",
        "nil", "?",  "-",   "--",  ".",    "nat", "missing", "-nan",     "(null)"};
    constexpr std::size_t kLongest = 8;
    return cell.size() <= kLongest &&
           std::ranges::find(kMissing, lower_case(cell)) != kMissing.end();
}

void ColumnSurvey::add(const std::string& cell, std::size_t row, long line) {
    if (row == 0) {
        counts = cell == "0" || cell == "1";
        counts_from = cell == "0" ? 0 : 1;
    } else {
        counts = counts && cell == std::to_string(row + counts_from);
    }
    if (is_missing(cell)) {
        return;
    }
    ++filled;
    const WrittenNumber number = written_number(cell);
    if (number.number) {
        ++numbers;
        digits += number.whole;
        double value = 0.5;
        whole += read_cell(cell, DecimalSign::Point, value).empty() && value == std::floor(value);
        signs.add(cell, number, line);
    }
    if (values.size() < kValues && !has(cell)) {
        values.push_back(cell);
    }
}

bool ColumnSurvey::has(const std::string& cell) const {
    return std::ranges::find(values, cell) != values.end();
}

bool ColumnSurvey::like_classes() const {
    return filled > 0 && whole == filled && values.size() < kValues;
}

const ColumnSurvey& TableSurvey::column(std::size_t i) const {
    static const ColumnSurvey kNothing;
    return i < columns.size() ? columns[i] : kNothing;
}

namespace {

void add_row(std::vector<ColumnSurvey>& columns, const CsvRow& row, std::size_t index) {
    if (columns.size() < row.cells.size()) {
        columns.resize(row.cells.size());
    }
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        columns[i].add(row.cells[i], index, row.line);
    }
}

}  // namespace

void TableSurvey::add_first_row() {
    std::vector<SignEvidence> below;
    for (ColumnSurvey& column : columns) {
        below.push_back(std::exchange(column.signs, {}));
    }
    add_row(columns, first, 0);
    for (std::size_t i = 0; i < below.size(); ++i) {
        columns[i].signs.add(below[i]);
    }
}

std::size_t filled_cells(const CsvRow& row) {
    std::size_t out = row.cells.size();
    while (out > 0 && row.cells[out - 1].empty()) {
        --out;
    }
    return out;
}

TableSurvey survey_table(CsvRows rows) {
    TableSurvey out;
    if (!rows.next(out.first)) {
        return {};
    }
    std::map<std::size_t, std::size_t> widths{{filled_cells(out.first), 1}};
    CsvRow row;
    while (rows.next(row)) {
        add_row(out.columns, row, out.rows++);
        ++widths[filled_cells(row)];
    }
    std::size_t most = 0;
    for (const auto& [width, count] : widths) {
        if (count >= most) {
            most = count;
            out.width = width;
        }
    }
    out.comments = rows.comments();
    return out;
}

}  // namespace la
