#include "core/data/csv_points.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <system_error>

#include "core/error.h"
#include "core/io/file.h"

namespace la {

namespace {

constexpr std::size_t kLinesNamed = 5;  // of further bad lines
constexpr std::size_t kMostColumns = 10000;

std::string_view trimmed(std::string_view text) {
    const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && space(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && space(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

// A cell as an error shows it: not longer than a line.
std::string shown(std::string_view cell) {
    constexpr std::size_t kMost = 40;
    const bool whole = cell.size() <= kMost;
    return "'" + std::string(cell.substr(0, kMost)) + (whole ? "'" : "...'");
}

struct Row {
    long line = 0;  // where it begins, from 1
    std::vector<std::string> cells;
};

// Cuts the text into rows of cells. Quotes count where a cell begins with them.
class Rows {
  public:
    Rows(std::string_view text, std::string name) : text_(text), name_(std::move(name)) {
        if (text_.starts_with("\xef\xbb\xbf")) {
            text_.remove_prefix(3);
        }
        find_separator();
    }

    char separator() const { return separator_; }

    // The next row that is not blank; false at the end.
    bool next(Row& row) {
        while (at_ < text_.size()) {
            row.line = line_;
            row.cells.clear();
            read_row(row);
            if (row.cells.size() > 1 || !row.cells[0].empty()) {
                return true;
            }
        }
        return false;
    }

  private:
    void find_separator() {
        bool quoted = false;
        int tabs = 0, semicolons = 0;
        bool began = false;
        for (const char c : text_) {
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r')) {
                if (began) {
                    break;
                }
            } else if (!quoted) {
                tabs += c == '\t';
                semicolons += c == ';';
                began = began || c != ' ';
            }
        }
        separator_ = tabs > 0 ? '\t' : semicolons > 0 ? ';' : ',';
    }

    bool at_line_end() const {
        return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r';
    }

    void skip_spaces() {
        while (at_ < text_.size() && text_[at_] == ' ') {
            ++at_;
        }
    }

    std::string quoted_cell(long row_line) {
        std::string out;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"') {
                if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                    ++at_;
                } else {
                    ++at_;
                    return out;
                }
            }
            line_ += text_[at_] == '\n';
            out += text_[at_];
        }
        throw Error(name_ + ":" + std::to_string(row_line) + ": a quote is never closed");
    }

    void read_row(Row& row) {
        for (;;) {
            skip_spaces();
            std::string cell;
            if (at_ < text_.size() && text_[at_] == '"') {
                cell = quoted_cell(row.line);
                skip_spaces();
                if (!at_line_end() && text_[at_] != separator_) {
                    throw Error(name_ + ":" + std::to_string(row.line) +
                                ": text after the quoted " + shown(cell));
                }
            } else {
                const std::size_t from = at_;
                while (!at_line_end() && text_[at_] != separator_) {
                    ++at_;
                }
                cell = trimmed(text_.substr(from, at_ - from));
            }
            row.cells.push_back(std::move(cell));
            if (row.cells.size() > kMostColumns) {
                throw Error(name_ + ":" + std::to_string(row.line) + ": more than " +
                            std::to_string(kMostColumns) + " cells");
            }
            if (at_line_end()) {
                break;
            }
            ++at_;  // the separator
        }
        if (at_ < text_.size()) {
            const bool pair =
                text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
            at_ += pair ? 2 : 1;
            ++line_;
        }
    }

    std::string_view text_;
    std::string name_;
    std::size_t at_ = 0;
    long line_ = 1;
    char separator_ = ',';
};

// Of a number that no double holds: is it too large, or too small?
bool out_of_range_upwards(std::string_view number) {
    const std::size_t exponent = number.find_first_of("eE");
    if (exponent != std::string_view::npos) {
        return number[exponent + 1] != '-';
    }
    return number[number.starts_with('-') ? 1 : 0] != '0';
}

// What is wrong with a number; empty: nothing.
std::string read_number(std::string cell, bool decimal_comma, double& value) {
    const std::string original = cell;
    if (decimal_comma && std::ranges::count(cell, ',') == 1 &&
        cell.find('.') == std::string::npos) {
        std::ranges::replace(cell, ',', '.');
    }
    const char* from = cell.data();
    const char* end = cell.data() + cell.size();
    if (from + 1 < end && *from == '+' && from[1] != '-') {
        ++from;
    }
    if (from == end) {
        return "a number is missing";
    }
    const auto [stopped, error] = std::from_chars(from, end, value);
    if (error == std::errc::invalid_argument || stopped != end) {
        return shown(original) + " is not a number";
    }
    if (error == std::errc::result_out_of_range) {
        value = 0;  // where it is smaller than any number there is
        return out_of_range_upwards({from, end}) ? shown(original) + " is too large" : "";
    }
    if (!std::isfinite(value)) {
        return shown(original) + " is not finite";
    }
    if (std::abs(value) > static_cast<double>(std::numeric_limits<float>::max())) {
        return shown(original) + " is too large";
    }
    return {};
}

bool is_number(const std::string& cell, bool decimal_comma) {
    double value = 0;
    const std::string why = read_number(cell, decimal_comma, value);
    return why.empty() || why.ends_with("finite") || why.ends_with("large");
}

struct Columns {
    std::size_t x = 0, y = 1, label = 2;
    std::optional<std::size_t> split;
    std::size_t count = 3;  // cells of a row
};

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 12); ++i) {
        out += (i ? ", " : "") + names[i].substr(0, 40);
    }
    return names.size() > 12 ? out + ", ..." : out;
}

std::optional<std::size_t> find_column(const std::vector<std::string>& names,
                                       std::initializer_list<std::string_view> wanted) {
    for (const std::string_view name : wanted) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (lower(names[i]) == name) {
                return i;
            }
        }
    }
    return {};
}

// One of options.columns: a name of the header, else a number from 1.
std::size_t named_column(const std::vector<std::string>& header, const std::string& name,
                         std::size_t count, const std::string& file) {
    const auto same = std::ranges::find(header, name);
    if (same != header.end()) {
        return static_cast<std::size_t>(same - header.begin());
    }
    std::size_t number = 0;
    const auto [stopped, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc() && stopped == name.data() + name.size() && number >= 1 &&
        number <= count) {
        return number - 1;
    }
    throw Error(file + ": there is no column " + shown(name) +
                (header.empty() ? "; there are columns 1 to " + std::to_string(count)
                                : "; there are " + joined(header)));
}

// `header` is empty where there is none; then rows have so many cells.
Columns choose_columns(const std::vector<std::string>& header, std::size_t count,
                       const CsvOptions& options, const std::string& file) {
    Columns out;
    out.count = count;
    out.split = find_column(header, {"split"});
    if (!options.columns.empty()) {
        std::vector<std::string> names;
        Rows cut(options.columns, "dataset.columns");
        Row row;
        if (!cut.next(row) || row.cells.size() != 3) {
            throw UsageError("dataset.columns: " + shown(options.columns) +
                             " is not three columns as in x,y,label");
        }
        out.x = named_column(header, row.cells[0], count, file);
        out.y = named_column(header, row.cells[1], count, file);
        out.label = named_column(header, row.cells[2], count, file);
        if (out.split == out.x || out.split == out.y || out.split == out.label) {
            out.split.reset();
        }
        return out;
    }
    const auto x = find_column(header, {"x"});
    const auto y = find_column(header, {"y"});
    const auto label = find_column(header, {"label", "class", "target"});
    if (x && y && label) {
        out.x = *x;
        out.y = *y;
        out.label = *label;
        return out;
    }
    const std::size_t free = count - (out.split ? 1 : 0);
    if (free != 3) {
        const std::string which = header.empty() ? "" : " (" + joined(header) + ")";
        throw Error(file + ": " + std::to_string(count) + (count == 1 ? " column" : " columns") +
                    which +
                    (free < 3 ? "; two of numbers and one of labels are needed"
                              : "; say which to take with --set dataset.columns=A,B,LABEL"));
    }
    std::size_t next = 0;
    for (std::size_t* column : {&out.x, &out.y, &out.label}) {
        next += next == out.split ? 1 : 0;
        *column = next++;
    }
    return out;
}

// Classes in the order of their numbers, or of their names.
void number_classes(CsvPoints& out, const std::vector<std::string>& labels,
                    std::vector<std::string> names) {
    const bool numbers =
        std::ranges::all_of(names, [](const std::string& name) { return is_number(name, false); });
    const auto value = [](const std::string& name) {
        double v = 0;
        read_number(name, false, v);
        return v;
    };
    if (numbers) {
        std::ranges::sort(names, [&](const auto& a, const auto& b) {
            return value(a) != value(b) ? value(a) < value(b) : a < b;
        });
    } else {
        std::ranges::sort(names);
    }
    std::map<std::string, std::uint8_t, std::less<>> index;
    for (const std::string& name : names) {
        // 1 and 1.0 are one class.
        if (numbers && !out.class_names.empty() && value(out.class_names.back()) == value(name)) {
            index[name] = static_cast<std::uint8_t>(out.class_names.size() - 1);
            continue;
        }
        index[name] = static_cast<std::uint8_t>(out.class_names.size());
        out.class_names.push_back(name);
    }
    for (const std::string& label : labels) {
        out.labels.push_back(index.find(label)->second);
    }
}

// Collects what is wrong, line by line.
class Faults {
  public:
    explicit Faults(std::string file) : file_(std::move(file)) {}

    void add(long line, const std::string& what) {
        if (first_.empty()) {
            first_ = file_ + ":" + std::to_string(line) + ": " + what;
        } else if (line != last_ && more_++ < kLinesNamed) {
            lines_ += (lines_.empty() ? "" : ", ") + std::to_string(line);
        }
        last_ = line;
    }

    void raise() const {
        if (first_.empty()) {
            return;
        }
        std::string text = first_;
        if (more_ > 0) {
            text += "; " + std::to_string(more_) +
                    (more_ == 1 ? " more line is" : " more lines are") + " bad (" + lines_ +
                    (more_ > kLinesNamed ? ", ..." : "") + ")";
        }
        throw Error(text + "; mend or remove what is not a point");
    }

  private:
    std::string file_, first_, lines_;
    long last_ = 0;
    std::size_t more_ = 0;
};

}  // namespace

CsvPoints parse_csv(std::string_view text, const std::string& name, const CsvOptions& options) {
    Rows rows(text, name);
    const bool decimal_comma = rows.separator() != ',';
    Row row;
    if (!rows.next(row)) {
        throw Error(name + " is empty; a row of it would be 0.5,-1,0: x, y and label");
    }
    // The first row is a header where the cells of the points are words.
    const auto words = [&](const Columns& c) {
        return !is_number(row.cells[c.x], decimal_comma) &&
               !is_number(row.cells[c.y], decimal_comma);
    };
    std::vector<std::string> header;
    bool read = true;  // is `row` still to be taken as points?
    Columns columns;
    const bool all_words = std::ranges::none_of(
        row.cells, [&](const std::string& cell) { return is_number(cell, decimal_comma); });
    if (all_words) {
        header = row.cells;
        read = false;
    }
    columns = choose_columns(header, row.cells.size(), options, name);
    if (read && words(columns)) {
        header = row.cells;
        read = false;
        columns = choose_columns(header, row.cells.size(), options, name);
    }

    CsvPoints out;
    Faults faults(name);
    std::vector<std::string> labels, names;
    while (read || rows.next(row)) {
        read = false;
        if (row.cells.size() != columns.count) {
            faults.add(row.line, std::to_string(row.cells.size()) +
                                     (row.cells.size() == 1 ? " cell, " : " cells, ") +
                                     std::to_string(columns.count) + " expected");
            continue;
        }
        glm::dvec2 point{0, 0};
        for (const auto& [column, value] :
             {std::pair{columns.x, &point.x}, {columns.y, &point.y}}) {
            const std::string why = read_number(row.cells[column], decimal_comma, *value);
            if (!why.empty()) {
                faults.add(row.line, why);
            }
        }
        const std::string& label = row.cells[columns.label];
        if (label.empty()) {
            faults.add(row.line, "the label is missing");
        } else if (std::ranges::find(names, label) == names.end()) {
            names.push_back(label);
            // Twice as many, for 1 and 1.0 are one.
            if (names.size() > 2 * kMostClasses) {
                faults.raise();
                throw Error(
                    name + ":" + std::to_string(row.line) + ": " + shown(label) +
                    " would be one class too many, there are at most " +
                    std::to_string(kMostClasses) +
                    "; is this the column of labels? --set dataset.columns=A,B,LABEL says which");
            }
        }
        if (columns.split) {
            const std::string split = lower(row.cells[*columns.split]);
            if (split != "train" && split != "test") {
                faults.add(row.line, shown(split) + " is not train or test");
            }
            out.test.push_back(split == "test");
        }
        out.points.push_back(point);
        labels.push_back(label);
        if (out.points.size() > static_cast<std::size_t>(kMostCsvPoints)) {
            throw Error(name + ": more than " + std::to_string(kMostCsvPoints) +
                        " points; take a part of them");
        }
    }
    faults.raise();
    if (out.points.empty()) {
        throw Error(name + " has a header and no points");
    }
    number_classes(out, labels, std::move(names));
    const std::size_t classes = out.class_names.size();
    if (classes > static_cast<std::size_t>(kMostClasses)) {
        throw Error(name + ": " + std::to_string(classes) + " classes, at most " +
                    std::to_string(kMostClasses) +
                    " are possible; is this the column of labels? --set "
                    "dataset.columns=A,B,LABEL says which");
    }
    if (classes < 2 && !options.one_class) {
        throw Error(name + ": all points have the one label " + shown(out.class_names[0]) +
                    ", two classes are needed");
    }
    return out;
}

CsvPoints read_csv(const std::filesystem::path& file, const CsvOptions& options) {
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (std::filesystem::exists(status) && !std::filesystem::is_directory(status) &&
        !std::filesystem::is_regular_file(status)) {
        throw Error("cannot read " + file.string() + ": it is not a regular file");
    }
    const std::uint64_t size =
        std::filesystem::is_regular_file(status) ? std::filesystem::file_size(file, error) : 0;
    if (!error && size > kLargestCsv) {
        throw Error("cannot read " + file.string() + ": " + std::to_string(size >> 20) +
                    " MiB, and at most " + std::to_string(kLargestCsv >> 20) +
                    " MiB of points are read; take a part of it");
    }
    return parse_csv(read_file(file), file.filename().string(), options);
}

std::string csv_text(std::string_view cell) {
    const bool plain = cell.find_first_of(",;\t\"\r\n") == std::string_view::npos &&
                       !cell.empty() && cell.front() != ' ' && cell.back() != ' ';
    if (plain) {
        return std::string(cell);
    }
    std::string out = "\"";
    for (const char c : cell) {
        out += c == '"' ? "\"\"" : std::string(1, c);
    }
    return out + '"';
}

}  // namespace la
