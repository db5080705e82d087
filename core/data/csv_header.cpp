#include "core/data/csv_header.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/error.h"

namespace la {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_name(const std::string& cell) {
    return !is_missing(cell) && !written_number(cell).number &&
           std::ranges::any_of(cell, is_letter);
}

// The column of a name: rows may begin with a cell that the header lacks.
struct Below {
    const TableSurvey& table;
    std::size_t shift = 0;
    const ColumnSurvey& operator[](std::size_t i) const { return table.column(i + shift); }
};

// Whether these cells name the columns below: all that hold numbers, or at least two.
bool names_columns(const std::vector<std::string>& cells, const Below& below) {
    std::size_t names = 0, of_numbers = 0, columns_of_numbers = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const ColumnSurvey& column = below[i];
        const bool holds_numbers = column.numbers > 0 && !column.text();
        const bool name = is_name(cells[i]);
        if (const WrittenNumber number = written_number(cells[i]);
            number.number && (!number.whole || column.has(cells[i]))) {
            return false;
        }
        names += name;
        of_numbers += name && holds_numbers;
        columns_of_numbers += holds_numbers;
    }
    return names >= 2 && of_numbers >= std::min<std::size_t>(2, columns_of_numbers);
}

// Whether the cells are first, first + 1, ..., two at least, with words between them.
bool count_up(const std::vector<std::string>& cells, std::size_t from, std::size_t first) {
    std::size_t next = first;
    for (std::size_t i = from; i < cells.size(); ++i) {
        if (cells[i] == std::to_string(next)) {
            ++next;
        } else if (!is_name(cells[i])) {
            return false;
        }
    }
    return next >= first + 2;
}

std::string joined(const std::vector<std::string>& cells) {
    std::string out;
    for (const std::string& cell : cells) {
        out += (out.empty() ? "" : ",") + cell.substr(0, 40);
    }
    return out.substr(0, 80);
}

// Whether a first row of numbers names the columns 0, 1, 2, ...
bool numbers_name_columns(const TableSurvey& table, const std::string& at,
                          std::vector<std::string>& notes) {
    const std::vector<std::string>& cells = table.first.cells;
    if (table.rows == 0 || cells.empty()) {
        return false;
    }
    if (is_index_name(cells[0]) && cells.size() >= 4 && count_up(cells, 1, 0)) {
        return true;
    }
    // Numbers as programs write them: whole ones of a column of fractions have a point, too.
    const bool words = std::ranges::any_of(cells, is_name);
    bool fractions = true, fits_no_row = false, seen_below = false;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const ColumnSurvey& column = table.column(i);
        const bool label = words ? is_name(cells[i]) : i + 1 == cells.size();
        fractions = fractions && (label || (column.numbers > 0 && column.digits == 0));
        const bool among_words = !is_name(cells[i]) && column.text() && !column.has(cells[i]);
        fits_no_row = fits_no_row || is_label_name(cells[i]) || among_words;
        seen_below = seen_below || (is_name(cells[i]) && column.has(cells[i]));
    }
    if (!words && fractions && count_up(cells, 0, 1) &&
        !table.column(cells.size() - 1).has(cells.back())) {
        notes.push_back(at + joined(cells) + " is read as a point, not as a header");
    }
    if (seen_below || !count_up(cells, 0, 0)) {
        return false;
    }
    if (fits_no_row || fractions) {
        notes.push_back(at + joined(cells) + " is read as a header, not as a point");
        return true;
    }
    throw Error(at + joined(cells) +
                " can be a header or a point; if it is a header, write x,y,label in its place, if "
                "a point, above it");
}

}  // namespace

bool is_index_name(const std::string& name) {
    const std::string lower = lower_case(name);
    return lower.empty() || lower == "index" || lower == "unnamed: 0" || lower == "rownames";
}

bool is_label_name(const std::string& name) {
    constexpr std::array<std::string_view, 20> kNames{
        "label",      "labels", "class",   "classes",     "class_label", "target",    "targets",
        "category",   "type",   "outcome", "species",     "kind",        "group",     "cluster",
        "class_name", "y_true", "classe",  "category_id", "klasse",      "label_name"};
    return std::ranges::find(kNames, lower_case(name)) != kNames.end();
}

CsvHeader find_header(const TableSurvey& table, const std::vector<std::string>& comment,
                      const std::string& file, std::vector<std::string>& notes) {
    CsvHeader out;
    const std::string at = file + ":" + std::to_string(table.first.line) + ": ";
    const std::size_t named = filled_cells(table.first);
    // R writes the numbers of the rows, but no name above them.
    std::vector<std::string> cells = table.first.cells;
    const bool one_short = table.rows > 0 && table.width == named + 1 && cells.size() == named;
    const std::size_t shift = one_short ? 1 : 0;
    cells.resize(std::max(named, std::min(table.width, cells.size())));
    if (names_columns(cells, {table, shift})) {
        const bool numbered = std::ranges::any_of(
            cells, [](const std::string& cell) { return written_number(cell).number; });
        if (numbered) {
            notes.push_back(at + joined(cells) + " is read as a header, not as a point");
        }
        if (table.width > cells.size() && !(one_short && table.column(0).counts)) {
            throw Error(at + std::to_string(named) + " names for " + std::to_string(table.width) +
                        " columns; name them all");
        }
        cells.insert(cells.begin(), shift, "");
        return {cells, true};
    }
    if (numbers_name_columns(table, at, notes)) {
        return {table.first.cells, true};
    }
    if (comment.size() == std::max(named, table.width) && names_columns(comment, {table, 0})) {
        out.names = comment;
    }
    return out;
}

}  // namespace la
