#include "core/data/csv_columns.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>

#include "core/base/error.h"
#include "core/base/read_number.h"
#include "core/data/csv_header.h"

namespace la {

namespace {

constexpr const char* kSayWhich = "; say which to take with --set dataset.columns=A,B,LABEL";

std::string plain_name(const std::string& name) {
    return lower_case(without_spaces(name));
}

// Chooses among the columns that no option names.
class Chooser {
  public:
    Chooser(const std::vector<std::string>& header, const TableSurvey& table, std::size_t count,
            const std::string& file, bool values)
        : header_(header), table_(table), count_(count), file_(file), values_(values) {}

    // The column of this name in any spelling. Throws Error if there are two.
    std::optional<std::size_t> named(std::string_view name) const {
        std::optional<std::size_t> out;
        for (std::size_t i = 0; i < header_.size(); ++i) {
            if (plain_name(header_[i]) == name) {
                if (out) {
                    throw Error(file_ + ": two columns are called " + shown_cell(header_[i]) +
                                "; say which to take by their numbers, as in --set "
                                "dataset.columns=1,2,3");
                }
                out = i;
            }
        }
        return out;
    }

    void choose(CsvColumns& out, std::vector<std::string>& notes) const {
        std::vector<std::size_t> free = columns_in_question(out, notes);
        const auto x = named("x"), y = named("y");
        std::optional<std::size_t> label = label_by_name(free);
        if (x && y && label) {
            out.x = *x;
            out.y = *y;
            out.label = *label;
            return;
        }
        if (values_ && free.size() == 2) {
            out.one_input = true;
            const bool first = label ? *label == free[0] : x && *x == free[1];
            out.x = out.y = free[first ? 1 : 0];
            out.label = free[first ? 0 : 1];
            return;
        }
        if (free.size() != 3) {
            refuse(free.size());
        }
        if (x && y) {
            label = *std::ranges::find_if(free, [&](auto i) { return i != x && i != y; });
            out.x = *x;
            out.y = *y;
            out.label = *label;
            return;
        }
        if (!label && !values_) {
            label = label_by_content(free);
        }
        if (!label && y && !x) {
            label = y;
        }
        out.label = label ? *label : values_ ? free.back() : last_as_label(free, notes);
        std::erase(free, out.label);
        out.x = free[0];
        out.y = free[1];
    }

  private:
    // Those beside "split", the numbers of the rows, and columns without a name and content.
    std::vector<std::size_t> columns_in_question(const CsvColumns& out,
                                                 std::vector<std::string>& notes) const {
        std::vector<std::size_t> free;
        for (std::size_t i = 0; i < count_; ++i) {
            const bool unnamed_and_empty = table_.rows > 0 && table_.column(i).filled == 0 &&
                                           (header_.empty() || header_[i].empty());
            if (i != out.split && !unnamed_and_empty) {
                free.push_back(i);
            }
        }
        if (!header_.empty() && is_index_name(header_[0]) && free.size() > 3 && free[0] == 0) {
            free.erase(free.begin());
            notes.push_back(file_ + ": the first column" +
                            (header_[0].empty() ? "" : " (" + header_[0] + ")") +
                            " is left out, as the numbers of the rows");
        }
        return free;
    }

    std::optional<std::size_t> label_by_name(const std::vector<std::size_t>& free) const {
        if (const auto exact = named("label")) {
            return exact;
        }
        std::optional<std::size_t> out;
        for (const std::size_t i : free) {
            if (header_.empty() || !is_label_name(plain_name(header_[i]))) {
                continue;
            }
            if (out) {
                throw Error(file_ + ": both " + shown_cell(header_[*out]) + " and " +
                            shown_cell(header_[i]) + " can be the label" + kSayWhich);
            }
            out = i;
        }
        return out;
    }

    // The only column of text.
    std::optional<std::size_t> label_by_content(const std::vector<std::size_t>& free) const {
        const auto text = [&](std::size_t i) { return table_.column(i).text(); };
        const auto found = std::ranges::find_if(free, text);
        return std::ranges::count_if(free, text) == 1 ? std::optional(*found) : std::nullopt;
    }

    std::size_t last_as_label(const std::vector<std::size_t>& free,
                              std::vector<std::string>& notes) const {
        const auto like_classes = [&](std::size_t i) { return table_.column(i).like_classes(); };
        const std::size_t last = free.back();
        const ColumnSurvey& values = table_.column(last);
        const auto others = std::ranges::count_if(free.begin(), free.end() - 1, like_classes);
        const bool fractions = values.numbers > 0 && values.whole < values.numbers;
        if (fractions && others == 1) {
            throw Error(file_ + ": " + name_of(last) + " has numbers that are not whole, " +
                        name_of(*std::ranges::find_if(free, like_classes)) + " could be the label" +
                        kSayWhich);
        }
        if (fractions || (others > 0 && like_classes(last))) {
            notes.push_back(file_ + ": " + name_of(last) + " is read as the label");
        }
        return last;
    }

    std::string name_of(std::size_t i) const {
        return header_.empty() || header_[i].empty() ? "column " + std::to_string(i + 1)
                                                     : "column " + shown_cell(header_[i]);
    }

    [[noreturn]] void refuse(std::size_t free) const {
        const std::string which = header_.empty() ? "" : " (" + listed_cells(header_) + ")";
        throw Error(file_ + ": " + std::to_string(count_) + (count_ == 1 ? " column" : " columns") +
                    which +
                    (free >= 3 ? kSayWhich
                     : values_ ? "; one or two of inputs and one of values are needed"
                               : "; two of numbers and one of labels are needed"));
    }

    const std::vector<std::string>& header_;
    const TableSurvey& table_;
    std::size_t count_;
    const std::string& file_;
    bool values_;
};

bool is_whole(const std::string& text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Finds the columns that options.columns names: by a name in the header, else by a number from 1.
class NamedColumns {
  public:
    NamedColumns(const std::vector<std::string>& header, const Chooser& chooser, std::size_t count,
                 const std::string& file)
        : header_(header), chooser_(chooser), count_(count), file_(file) {}

    std::size_t index_of(const std::string& name) {
        const auto same = std::ranges::find(header_, name);
        if (same != header_.end()) {
            if (std::ranges::count(header_, name) > 1) {
                chooser_.named(plain_name(name));  // says that there are two
            }
            const auto index = static_cast<std::size_t>(same - header_.begin());
            numbers_as_names_ += is_whole(name) && name != std::to_string(index + 1);
            return index;
        }
        std::size_t number = 0;
        const char* end = name.data() + name.size();
        const auto [stopped, error] = std::from_chars(name.data(), end, number);
        if (error == std::errc() && stopped == end && number >= 1 && number <= count_) {
            ++numbers_;
            return number - 1;
        }
        if (const auto spelt_otherwise = chooser_.named(plain_name(name))) {
            return *spelt_otherwise;
        }
        throw Error(file_ + ": there is no column " + shown_cell(name) +
                    (header_.empty() ? "; there are columns 1 to " + std::to_string(count_)
                                     : "; there are " + listed_cells(header_)));
    }

    // Says how numbers were taken that are names in the header at other places.
    void check(const std::string& columns, std::vector<std::string>& notes) const {
        if (numbers_as_names_ > 0 && numbers_ > 0) {
            throw Error(file_ + ": of the columns " + shown_cell(columns) +
                        " some are names in the header (" + listed_cells(header_) +
                        ") and some are not; give names alone");
        }
        if (numbers_as_names_ > 0) {
            notes.push_back(file_ + ": the columns " + shown_cell(columns) +
                            " are taken by their names in the header, not by their places");
        }
    }

  private:
    const std::vector<std::string>& header_;
    const Chooser& chooser_;
    std::size_t count_;
    const std::string& file_;
    int numbers_as_names_ = 0, numbers_ = 0;
};

// A column "split" must say train or test everywhere; where the user names the columns it is left
// out if it does not.
void check_split(const std::vector<std::string>& header, const TableSurvey& table,
                 const CsvOptions& options, const std::string& file, CsvColumns& out,
                 std::vector<std::string>& notes) {
    const ColumnSurvey& column = table.column(*out.split);
    const auto odd = std::ranges::find_if_not(
        column.values, [](const std::string& cell) { return split_of(cell).has_value(); });
    const bool whole = odd == column.values.end() && column.filled == table.rows;
    if (!whole && !options.columns.empty()) {
        notes.push_back(file + ": the column " + shown_cell(header[*out.split]) +
                        " is left out, as it is not train or test everywhere");
        out.split.reset();
        return;
    }
    for (const std::string& cell : column.values) {
        const std::string name = lower_case(cell);
        if (split_of(cell) == true && name != "test") {
            notes.push_back(file + ": " + shown_cell(cell) + " in the column " +
                            shown_cell(header[*out.split]) + " counts as test");
        }
    }
}

}  // namespace

std::optional<bool> split_of(const std::string& cell) {
    const std::string name = plain_name(cell);
    if (name == "train" || name == "training") {
        return false;
    }
    if (name == "test" || name == "testing" || name == "val" || name == "valid" ||
        name == "validation") {
        return true;
    }
    return {};
}

CsvColumns choose_columns(const std::vector<std::string>& header, const TableSurvey& table,
                          const CsvOptions& options, const std::string& file,
                          std::vector<std::string>& notes) {
    CsvColumns out;
    out.count = header.empty() ? table.width : header.size();
    const Chooser chooser(header, table, out.count, file, options.values);
    out.split = chooser.named("split");
    if (options.columns.empty()) {
        chooser.choose(out, notes);
    } else {
        CsvRows cut(options.columns, "dataset.columns", {.comment = '\0'});
        CsvRow row;
        const bool any = cut.next(row);
        out.one_input = any && options.values && row.cells.size() == 2;
        if (!any || (row.cells.size() != 3 && !out.one_input)) {
            throw UsageError("dataset.columns: " + shown_cell(options.columns) +
                             (options.values ? " is not columns as in x,y,value or x,value"
                                             : " is not three columns as in x,y,label"));
        }
        NamedColumns named(header, chooser, out.count, file);
        out.x = named.index_of(row.cells[0]);
        out.y = out.one_input ? out.x : named.index_of(row.cells[1]);
        out.label = named.index_of(row.cells.back());
        named.check(options.columns, notes);
        if (out.split == out.x || out.split == out.y || out.split == out.label) {
            out.split.reset();
        }
    }
    if (out.split) {
        check_split(header, table, options, file, out, notes);
    }
    return out;
}

}  // namespace la
