#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace la {

// Cells of a text table and the numbers in them; csv_points.h describes the format.

std::string lower_case(std::string_view text);  // ASCII only

// A cell as error messages show it: quoted, and cut to one line.
std::string shown_cell(std::string_view cell);

struct CsvRow {
    long line = 0;  // first line of the row, from 1
    std::vector<std::string> cells;
};

// Cuts text into rows of cells. A quote is special only at the beginning of a cell. Throws Error.
class CsvRows {
  public:
    CsvRows(std::string_view text, std::string name);  // `name`: for error messages

    char separator() const { return separator_; }

    // The next row that is not blank; false at the end.
    bool next(CsvRow& row);

  private:
    void find_separator();
    bool at_line_end() const;
    void skip_spaces();
    std::string quoted_cell(long row_line);
    void read_row(CsvRow& row);

    std::string_view text_;
    std::string name_;
    std::size_t at_ = 0;
    long line_ = 1;
    char separator_ = ',';
};

// Returns what is wrong with a number; empty if nothing is.
std::string read_number(std::string cell, bool decimal_comma, double& value);
bool is_number(const std::string& cell, bool decimal_comma);  // true for numbers out of range, too

}  // namespace la
