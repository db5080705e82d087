#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace la {

// The cells of a text table; csv_points.h describes the format.

std::string lower_case(std::string_view text);  // ASCII only

// A cell as error messages show it: quoted, and cut to one line.
std::string shown_cell(std::string_view cell);

// Cells as error messages show several: "a, b, c".
std::string listed_cells(const std::vector<std::string>& cells);

struct CsvRow {
    long line = 0;  // first line of the row, from 1
    std::vector<std::string> cells;
    std::vector<bool> quoted;  // of each cell
};

struct CsvForm {
    char separator = ',';        // ' ': any number of spaces and tabs
    bool single_quotes = false;  // 'a b' is quoted, too
    char comment = '#';          // a line that begins with it has no cells
    long first_line = 1;         // number of the text's first line
};

// Cuts text into rows of cells. A quote is special only at the beginning of a cell. Throws Error.
class CsvRows {
  public:
    CsvRows(std::string_view text, std::string name, CsvForm form);  // `name`: for error messages

    // The next row with a cell that is not empty; false at the end.
    bool next(CsvRow& row);

    // The first comments after the first row.
    struct Comment {
        long line;
        std::string_view text;
    };
    static constexpr std::size_t kComments = 1000;
    const std::vector<Comment>& comments() const { return comments_; }

  private:
    bool at_line_end() const;
    bool at_quote() const;
    void skip_spaces();
    void end_line();
    bool skip_comment();
    std::string quoted_cell(long row_line);
    void read_cell(CsvRow& row);
    void read_row(CsvRow& row);

    std::string_view text_;
    std::string name_;
    CsvForm form_;
    std::size_t at_ = 0;
    long line_ = 1;
    bool began_ = false;
    std::vector<Comment> comments_;
};

}  // namespace la
