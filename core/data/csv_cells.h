#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace la {

// The cells of a table of text, and the numbers in them; what csv_points.h says of both.

std::string lower_case(std::string_view text);  // of a to z

// A cell as an error shows it: not longer than a line.
std::string shown_cell(std::string_view cell);

struct CsvRow {
    long line = 0;  // where it begins, from 1
    std::vector<std::string> cells;
};

// Cuts a text into rows of cells. Quotes count where a cell begins with them. Throws Error.
class CsvRows {
  public:
    CsvRows(std::string_view text, std::string name);  // `name` is what errors call it

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

// What is wrong with a number; empty: nothing.
std::string read_number(std::string cell, bool decimal_comma, double& value);
bool is_number(const std::string& cell, bool decimal_comma);  // also one that is out of range

}  // namespace la
