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

constexpr std::size_t kLinesNamed = 5;  // number of bad lines listed after the first

// Numbers the classes: ordered by value if all names are numbers, else by name.
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

// Collects faults by line; raise() throws them as one Error.
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

// The columns of the points. Drops the first row, held by `row`, if it is a header: one whose cells
// for x and y are words. Returns whether `row` is still to be read.
bool read_header(CsvRow& row, bool decimal_comma, const CsvOptions& options,
                 const std::string& name, CsvColumns& columns) {
    const auto word = [&](const std::string& cell) { return !is_number(cell, decimal_comma); };
    const auto choose = [&](const std::vector<std::string>& header) {
        columns = choose_columns(header, row.cells.size(), options, name);
    };
    if (std::ranges::all_of(row.cells, word)) {
        choose(row.cells);
        return false;
    }
    choose({});
    if (word(row.cells[columns.x]) && word(row.cells[columns.y])) {
        choose(row.cells);
        return false;
    }
    return true;
}

// Collects the points of the rows, and what is wrong with them.
class PointCollector {
  public:
    PointCollector(std::string name, const CsvColumns& columns, bool decimal_comma)
        : name_(std::move(name)),
          columns_(columns),
          decimal_comma_(decimal_comma),
          faults_(name_) {}

    // Throws Error if there are too many classes or points.
    void add(const CsvRow& row) {
        if (row.cells.size() != columns_.count) {
            faults_.add(row.line, std::to_string(row.cells.size()) +
                                      (row.cells.size() == 1 ? " cell, " : " cells, ") +
                                      std::to_string(columns_.count) + " expected");
            return;
        }
        add_point(row);
        add_label(row);
        if (columns_.split) {
            const std::string split = lower_case(row.cells[*columns_.split]);
            if (split != "train" && split != "test") {
                faults_.add(row.line, shown_cell(split) + " is not train or test");
            }
            out_.test.push_back(split == "test");
        }
        if (out_.points.size() > static_cast<std::size_t>(kMaxCsvPoints)) {
            throw Error(name_ + ": more than " + std::to_string(kMaxCsvPoints) +
                        " points; take a part of them");
        }
    }

    // Throws Error if anything was wrong.
    CsvPoints take(bool one_class) {
        faults_.raise();
        if (out_.points.empty()) {
            throw Error(name_ + " has a header and no points");
        }
        number_classes(out_, labels_, std::move(names_));
        const std::size_t classes = out_.class_names.size();
        if (classes > static_cast<std::size_t>(kMaxClasses)) {
            throw Error(name_ + ": " + std::to_string(classes) + " classes, at most " +
                        std::to_string(kMaxClasses) + " are possible" + kIsThisTheLabel);
        }
        if (classes < 2 && !one_class) {
            throw Error(name_ + ": all points have the one label " +
                        shown_cell(out_.class_names[0]) + ", two classes are needed");
        }
        return std::move(out_);
    }

  private:
    static constexpr const char* kIsThisTheLabel =
        "; is this the column of labels? --set dataset.columns=A,B,LABEL says which";

    void add_point(const CsvRow& row) {
        glm::dvec2 point{0, 0};
        for (const auto& [column, value] :
             {std::pair{columns_.x, &point.x}, {columns_.y, &point.y}}) {
            const std::string why = read_number(row.cells[column], decimal_comma_, *value);
            if (!why.empty()) {
                faults_.add(row.line, why);
            }
        }
        out_.points.push_back(point);
    }

    void add_label(const CsvRow& row) {
        const std::string& label = row.cells[columns_.label];
        labels_.push_back(label);
        if (label.empty()) {
            faults_.add(row.line, "the label is missing");
        } else if (std::ranges::find(names_, label) == names_.end()) {
            names_.push_back(label);
            // Twice as many as classes, because 1 and 1.0 are one class.
            if (names_.size() > 2 * kMaxClasses) {
                faults_.raise();
                throw Error(name_ + ":" + std::to_string(row.line) + ": " + shown_cell(label) +
                            " would be one class too many, there are at most " +
                            std::to_string(kMaxClasses) + kIsThisTheLabel);
            }
        }
    }

    std::string name_;
    CsvColumns columns_;
    bool decimal_comma_;
    Faults faults_;
    CsvPoints out_;
    std::vector<std::string> labels_, names_;  // of every point; the distinct ones
};

}  // namespace

CsvPoints parse_csv(std::string_view text, const std::string& name, const CsvOptions& options) {
    CsvRows rows(text, name);
    const bool decimal_comma = rows.separator() != ',';
    CsvRow row;
    if (!rows.next(row)) {
        throw Error(name + " is empty; a row of it would be 0.5,-1,0: x, y and label");
    }
    CsvColumns columns;
    const bool has_point = read_header(row, decimal_comma, options, name, columns);
    PointCollector points(name, columns, decimal_comma);
    if (has_point) {
        points.add(row);
    }
    while (rows.next(row)) {
        points.add(row);
    }
    return points.take(options.one_class);
}

CsvPoints read_csv(const std::filesystem::path& file, const CsvOptions& options) {
    const std::string text = read_file(file, {kLargestCsv, "points"});
    return parse_csv(text, file.filename().string(), options);
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
