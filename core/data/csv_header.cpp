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
        if (name && column.text() && column.has(cells[i])) {
            return false;  // a class, beside what should be numbers
        }
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

// What a first row of numbers and words looks like, seen from the rows below it.
struct FirstRow {
    bool words = false;
    bool whole = true;         // its numbers are whole
    bool fractions = true;     // those of the same columns below are not
    bool names_label = false;  // a word that people call the label
    bool among_words = false;  // a number where there are words below
    bool label_below = false;  // its label is one of a row below, too

    explicit FirstRow(const TableSurvey& table) {
        const std::vector<std::string>& cells = table.first.cells;
        words = std::ranges::any_of(cells, is_name);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const ColumnSurvey& column = table.column(i);
            const bool word = is_name(cells[i]);
            const bool label = words ? word : i + 1 == cells.size();
            whole = whole && (word || written_number(cells[i]).whole);
            // Programs write whole numbers of a column of fractions with a point, too.
            fractions = fractions && (label || (column.numbers > 0 && column.digits == 0));
            names_label = names_label || (word && is_label_name(cells[i]));
            among_words = among_words || (!word && column.text() && !column.has(cells[i]));
            label_below = label_below || (label && column.has(cells[i]));
        }
    }
};

// Whether a first row with numbers names the columns: 0, 1, 2, ... or 2019, 2020, label.
bool numbers_name_columns(const TableSurvey& table, const std::string& at,
                          std::vector<std::string>& notes) {
    const std::vector<std::string>& cells = table.first.cells;
    if (table.rows == 0 || cells.size() < 3) {
        return false;
    }
    if (is_index_name(cells[0]) && cells.size() >= 4 && count_up(cells, 1, 0)) {
        return true;
    }
    const FirstRow row(table);
    const bool from_zero = count_up(cells, 0, 0);
    const bool odd = row.names_label && !row.label_below;
    if ((row.words && row.label_below) || !(from_zero || odd || (row.whole && row.fractions))) {
        return false;
    }
    if (row.whole && (odd || (from_zero && (row.among_words || row.fractions)))) {
        notes.push_back(at + listed_cells(cells) + " is read as a header, not as a point");
        return true;
    }
    if (from_zero || odd) {
        throw Error(at + listed_cells(cells) +
                    " can be a header or a point; if it is a header, write x,y,label in its place, "
                    "if a point, above it");
    }
    if (!row.label_below) {
        notes.push_back(at + listed_cells(cells) + " is read as a point, not as a header");
    }
    return false;
}

}  // namespace

bool is_index_name(const std::string& name) {
    const std::string lower = lower_case(name);
    return lower.empty() || lower == "index" || lower == "unnamed: 0" || lower == "rownames";
}

bool is_label_name(const std::string& name) {
    constexpr std::array<std::string_view, 28> kNames{
        "label",  "labels",   "class",     "classes",    "class_label",  "class_name", "class_id",
        "target", "targets",  "category",  "categories", "type",         "outcome",    "species",
        "kind",   "group",    "cluster",   "y_true",     "ground_truth", "truth",      "variety",
        "result", "response", "diagnosis", "label_name", "label_id",     "klasse",     "classe"};
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
            notes.push_back(at + listed_cells(cells) + " is read as a header, not as a point");
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
