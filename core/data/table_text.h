#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/csv_cells.h"

namespace la {

// The text of a table, and how its cells are found in it.
struct TableText {
    std::shared_ptr<const std::string> own;  // null: `text` is a part of the bytes given
    std::string_view text;                   // UTF-8
    CsvForm form;
    bool of_arrays = false;             // numbers have decimal points and no thousands signs
    std::vector<std::string> header{};  // names of the columns where the format has them
    std::string comment{};              // the last comment before the first row
    std::vector<std::string> notes{};

    // The cells of a line of comment, which may be the names of the columns.
    std::vector<std::string> cells_of(std::string_view line, const std::string& name) const;
};

// Unpacks, decodes and looks at how the file begins. Throws Error for what is no table, naming what
// it is; `name`: the file, for error messages.
TableText table_text(std::string_view bytes, const std::string& name);

}  // namespace la
