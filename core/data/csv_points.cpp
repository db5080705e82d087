#include "core/data/csv_points.h"

#include <algorithm>
#include <map>
#include <system_error>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/data/csv_cells.h"
#include "core/data/csv_columns.h"

namespace la {

namespace {

constexpr std::size_t kLinesNamed = 5;  // of further bad lines

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
    CsvRows rows(text, name);
    const bool decimal_comma = rows.separator() != ',';
    CsvRow row;
    if (!rows.next(row)) {
        throw Error(name + " is empty; a row of it would be 0.5,-1,0: x, y and label");
    }
    // The first row is a header where the cells of the points are words.
    const auto words = [&](const CsvColumns& c) {
        return !is_number(row.cells[c.x], decimal_comma) &&
               !is_number(row.cells[c.y], decimal_comma);
    };
    std::vector<std::string> header;
    bool read = true;  // is `row` still to be taken as points?
    CsvColumns columns;
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
            if (names.size() > 2 * kMaxClasses) {
                faults.raise();
                throw Error(
                    name + ":" + std::to_string(row.line) + ": " + shown_cell(label) +
                    " would be one class too many, there are at most " +
                    std::to_string(kMaxClasses) +
                    "; is this the column of labels? --set dataset.columns=A,B,LABEL says which");
            }
        }
        if (columns.split) {
            const std::string split = lower_case(row.cells[*columns.split]);
            if (split != "train" && split != "test") {
                faults.add(row.line, shown_cell(split) + " is not train or test");
            }
            out.test.push_back(split == "test");
        }
        out.points.push_back(point);
        labels.push_back(label);
        if (out.points.size() > static_cast<std::size_t>(kMaxCsvPoints)) {
            throw Error(name + ": more than " + std::to_string(kMaxCsvPoints) +
                        " points; take a part of them");
        }
    }
    faults.raise();
    if (out.points.empty()) {
        throw Error(name + " has a header and no points");
    }
    number_classes(out, labels, std::move(names));
    const std::size_t classes = out.class_names.size();
    if (classes > static_cast<std::size_t>(kMaxClasses)) {
        throw Error(name + ": " + std::to_string(classes) + " classes, at most " +
                    std::to_string(kMaxClasses) +
                    " are possible; is this the column of labels? --set "
                    "dataset.columns=A,B,LABEL says which");
    }
    if (classes < 2 && !options.one_class) {
        throw Error(name + ": all points have the one label " + shown_cell(out.class_names[0]) +
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
