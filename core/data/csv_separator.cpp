#include "core/data/csv_separator.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/base/error.h"
#include "core/data/number_signs.h"

namespace la {

namespace {

constexpr std::array<char, 5> kSeparators{'\t', ';', '|', ',', ' '};
constexpr int kRowsSeen = 100;

// How the first rows look if they are cut at a separator.
struct Cut {
    int points = 0;         // rows with at least two numbers
    bool table = true;      // all have the same number of cells, three or more
    bool commas = false;    // a cell begins or ends with a comma
    std::size_t first = 0;  // cells of the first row
};

Cut cut_rows(std::string_view text, const std::string& name, CsvForm form) {
    Cut out;
    CsvRows rows(text, name, form);
    CsvRow row;
    try {
        for (int i = 0; i < kRowsSeen && rows.next(row); ++i) {
            const auto numbers = std::ranges::count_if(
                row.cells, [](const std::string& cell) { return written_number(cell).number; });
            out.first = i == 0 ? row.cells.size() : out.first;
            out.points += numbers >= 2;
            out.table = out.table && row.cells.size() >= 3 && row.cells.size() == out.first;
            out.commas = out.commas || std::ranges::any_of(row.cells, [](const std::string& cell) {
                             return cell.starts_with(',') || cell.ends_with(',');
                         });
        }
    } catch (const Error&) {
        out.table = false;  // such a row is named when the table is read
    }
    return out;
}

}  // namespace

char find_separator(std::string_view text, const std::string& name, CsvForm form) {
    std::array<Cut, kSeparators.size()> cuts;
    std::size_t best = kSeparators.size(), cut = kSeparators.size();
    for (std::size_t i = 0; i < kSeparators.size(); ++i) {
        form.separator = kSeparators[i];
        cuts[i] = cut_rows(text, name, form);
        if (cuts[i].points > (best < cuts.size() ? cuts[best].points : 0)) {
            best = i;
        }
        if (cut == cuts.size() && cuts[i].first >= 2) {
            cut = i;
        }
    }
    if (best == cuts.size()) {
        return cut < cuts.size() ? kSeparators[cut] : ',';
    }
    const Cut& commas = cuts[3];
    const Cut& spaces = cuts[4];
    if (kSeparators[best] == ',' && spaces.points == commas.points && spaces.table &&
        commas.table && !spaces.commas) {
        throw Error(name + ":" + std::to_string(form.first_line) +
                    ": cells can be separated by commas or by spaces; write semicolons between "
                    "them, or sep=, as the first line");
    }
    return kSeparators[best];
}

}  // namespace la
