#include "core/data/csv_columns.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <string_view>
#include <system_error>

#include "core/base/error.h"
#include "core/data/csv_cells.h"

namespace la {

namespace {

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
            if (lower_case(names[i]) == name) {
                return i;
            }
        }
    }
    return {};
}

// Index of an entry of options.columns: a name in the header, else a number from 1.
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
    throw Error(file + ": there is no column " + shown_cell(name) +
                (header.empty() ? "; there are columns 1 to " + std::to_string(count)
                                : "; there are " + joined(header)));
}

}  // namespace

CsvColumns choose_columns(const std::vector<std::string>& header, std::size_t count,
                          const CsvOptions& options, const std::string& file) {
    CsvColumns out;
    out.count = count;
    out.split = find_column(header, {"split"});
    if (!options.columns.empty()) {
        CsvRows cut(options.columns, "dataset.columns");
        CsvRow row;
        if (!cut.next(row) || row.cells.size() != 3) {
            throw UsageError("dataset.columns: " + shown_cell(options.columns) +
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

}  // namespace la
