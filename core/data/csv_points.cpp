#include "core/data/csv_points.h"

#include <algorithm>
#include <cmath>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/data/class_names.h"
#include "core/data/csv_cells.h"
#include "core/data/csv_columns.h"
#include "core/data/csv_header.h"
#include "core/data/csv_survey.h"
#include "core/data/table_text.h"
#include "core/data/zip_file.h"

namespace la {

namespace {

constexpr std::size_t kLinesNamed = 5;  // number of bad lines listed after the first

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

// Collects the points of the rows, and what is wrong with them.
class PointCollector {
  public:
    PointCollector(std::string name, const CsvColumns& columns, bool values, DecimalSign sign,
                   DecimalSign label_sign, char comment)
        : name_(std::move(name)),
          columns_(columns),
          values_(values),
          sign_(sign),
          label_sign_(label_sign),
          comment_{' ', comment},
          faults_(name_) {}

    // Throws Error if there are too many classes or points.
    void add(CsvRow& row) {
        while (row.cells.size() > columns_.count && row.cells.back().empty()) {
            row.cells.pop_back();  // separators at the end of the line
        }
        if (row.cells.size() != columns_.count) {
            faults_.add(row.line, std::to_string(row.cells.size()) +
                                      (row.cells.size() == 1 ? " cell, " : " cells, ") +
                                      std::to_string(columns_.count) + " expected");
            return;
        }
        add_point(row);
        values_ ? add_value(row) : add_label(row);
        if (columns_.split) {
            const std::string& split = row.cells[*columns_.split];
            const auto test = split_of(split);
            if (!test) {
                faults_.add(row.line, shown_cell(split) +
                                          " is not train, val or test (this column is left out "
                                          "where --set dataset.columns=x,y,label names three)");
            }
            out_.test.push_back(test == true);
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
        if (values_) {
            return std::move(out_);
        }
        NamedClasses classes_of = number_classes(labels_, std::move(names_), label_sign_);
        for (const std::string& doubt : doubts_about(classes_of)) {
            out_.notes.push_back(name_ + ": " + doubt);
        }
        out_.class_names = std::move(classes_of.names);
        out_.labels = std::move(classes_of.labels);
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

    double number(const CsvRow& row, std::size_t column) {
        double value = 0;
        const std::string why = read_cell(row.cells[column], sign_, value);
        if (!why.empty()) {
            faults_.add(row.line, why);
        }
        return value;
    }

    void add_point(const CsvRow& row) {
        const double x = number(row, columns_.x);
        out_.points.emplace_back(x, columns_.one_input ? 0 : number(row, columns_.y));
    }

    // A network's numbers are in single precision.
    void add_value(const CsvRow& row) {
        const double value = number(row, columns_.label);
        if (!std::isfinite(static_cast<float>(value))) {
            faults_.add(row.line, shown_cell(row.cells[columns_.label]) +
                                      " is too large a value; scale the column");
        }
        out_.values.push_back(value);
    }

    void add_label(const CsvRow& row) {
        const std::string& label = row.cells[columns_.label];
        labels_.push_back(label);
        if (is_missing(label)) {
            faults_.add(row.line, "the label is missing" +
                                      (label.empty() ? "" : " (" + shown_cell(label) + ")"));
        } else if (!row.quoted[columns_.label] && label.find(comment_) != label.npos) {
            faults_.add(row.line, shown_cell(label) +
                                      " is a label or ends in a comment; put it in "
                                      "quotes if it is a label");
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
    bool values_;
    DecimalSign sign_, label_sign_;
    std::string comment_;  // how a comment begins behind a cell
    Faults faults_;
    CsvPoints out_;
    std::vector<std::string> labels_, names_;  // of every point; the distinct ones
};

}  // namespace

namespace {

// Notes the comments between the rows. Throws Error where one can be a row that begins with a
// label.
void check_comments(const TableText& text, const CsvColumns& columns, const std::string& name,
                    const std::vector<CsvRows::Comment>& comments,
                    std::vector<std::string>& notes) {
    for (const auto& [line, comment] : comments) {
        const std::vector<std::string> cells = text.cells_of(comment, name);
        if (columns.label == 0 && cells.size() == columns.count) {
            throw Error(name + ":" + std::to_string(line) + ": " + shown_cell(cells[0]) +
                        " can be a label or begin a comment; put it in quotes if it is a label, "
                        "remove the line if not");
        }
    }
    if (!comments.empty()) {
        const bool one = comments.size() == 1;
        const std::string more = comments.size() == CsvRows::kComments ? " or more" : "";
        notes.push_back(name + ":" + std::to_string(comments[0].line) + ": " +
                        std::to_string(comments.size()) + more +
                        (one ? " line that begins with " : " lines that begin with ") +
                        text.form.comment + (one ? " is left out" : " are left out"));
    }
}

// Notes what a reader of the file may want to know, and leaves `table` with all rows of points.
CsvColumns find_columns(const TableText& text, const CsvOptions& options, const std::string& name,
                        TableSurvey& table, bool& skip_first, std::vector<std::string>& notes) {
    CsvHeader header{text.header, false};
    if (header.names.empty()) {
        header = find_header(table, text.cells_of(text.comment, name), name, notes);
    }
    skip_first = header.first_row;
    if (!skip_first) {
        table.add_first_row();
    }
    const CsvColumns out = choose_columns(header.names, table, options, name, notes);
    check_comments(text, out, name, table.comments, notes);
    return out;
}

DecimalSign decimal_sign(const TableSurvey& table, const CsvColumns& columns, bool values,
                         const TableText& text, const std::string& name,
                         std::vector<std::string>& notes) {
    SignEvidence points, elsewhere;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const bool number = i == columns.x || i == columns.y || (values && i == columns.label);
        (number ? points : elsewhere).add(table.columns[i].signs);
    }
    const bool groups_likely = text.form.separator != ',' && text.form.separator != ' ';
    return text.of_arrays ? DecimalSign::Point
                          : points.decide(elsewhere, groups_likely, name, notes);
}

}  // namespace

CsvPoints parse_csv(std::string_view bytes, const std::string& name, const CsvOptions& options) {
    const TableText text = table_text(bytes, name);
    std::vector<std::string> notes = text.notes;
    CsvRows rows(text.text, name, text.form);
    TableSurvey table = survey_table(rows);
    if (table.first.cells.empty()) {
        throw Error(name + (options.values
                                ? " is empty; a row of it would be 0.5,-1,0.7: x, y and value"
                                : " is empty; a row of it would be 0.5,-1,0: x, y and label"));
    }
    bool skip_first = false;
    const CsvColumns columns = find_columns(text, options, name, table, skip_first, notes);
    const DecimalSign sign = decimal_sign(table, columns, options.values, text, name, notes);
    PointCollector points(name, columns, options.values, sign,
                          table.column(columns.label).signs.likely(), text.form.comment);
    CsvRow row;
    for (bool first = true; rows.next(row); first = false) {
        if (!first || !skip_first) {
            points.add(row);
        }
    }
    CsvPoints out = points.take(options.one_class);
    out.notes.insert(out.notes.begin(), notes.begin(), notes.end());
    return out;
}

CsvPoints read_csv(const std::filesystem::path& file, const CsvOptions& options) {
    const std::string text = read_file_or_zipped(file, {kLargestCsv, "points"});
    return parse_csv(text, file.filename().string(), options);
}

std::string csv_text(std::string_view cell) {
    const bool plain = cell.find_first_of(",;\t\"\r\n#") == std::string_view::npos &&
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
