#include "core/data/csv_cells.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/base/message_line.h"

namespace la {

namespace {

constexpr std::size_t kMaxColumns = 10000;

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

}  // namespace

std::string lower_case(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

namespace {

constexpr std::size_t kShown = 40;  // bytes of a cell in a message

}  // namespace

std::string shown_cell(std::string_view cell) {
    return "'" + message_line(cell, kShown) + "'";  // a quoted cell may have several lines
}

std::string listed_cells(const std::vector<std::string>& cells) {
    constexpr std::size_t kMost = 12;
    std::string out;
    for (std::size_t i = 0; i < std::min(cells.size(), kMost); ++i) {
        out += (i ? ", " : "") + message_line(cells[i], kShown);
    }
    return cells.size() > kMost ? out + ", ..." : out;
}

CsvRows::CsvRows(std::string_view text, std::string name, CsvForm form)
    : text_(text), name_(std::move(name)), form_(form), line_(form.first_line) {}

bool CsvRows::next(CsvRow& row) {
    while (at_ < text_.size()) {
        if (skip_comment()) {
            continue;
        }
        row.line = line_;
        row.cells.clear();
        row.quoted.clear();
        read_row(row);
        if (!std::ranges::all_of(row.cells, &std::string::empty)) {
            began_ = true;
            return true;
        }
    }
    return false;
}

bool CsvRows::at_line_end() const {
    return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r';
}

bool CsvRows::at_quote() const {
    return at_ < text_.size() && (text_[at_] == '"' || (form_.single_quotes && text_[at_] == '\''));
}

void CsvRows::skip_spaces() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || (form_.separator == ' ' && text_[at_] == '\t'))) {
        ++at_;
    }
}

void CsvRows::end_line() {
    if (at_ < text_.size()) {
        const bool pair = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
        at_ += pair ? 2 : 1;
        ++line_;
    }
}

bool CsvRows::skip_comment() {
    const std::size_t first = std::min(text_.find_first_not_of(' ', at_), text_.size());
    const bool missing = lower_case(text_.substr(first, 3)) == "#n/";  // #N/A of a spreadsheet
    if (first >= text_.size() || text_[first] != form_.comment || missing) {
        return false;
    }
    while (!at_line_end()) {
        ++at_;
    }
    if (began_ && comments_.size() < kComments) {
        comments_.push_back({line_, text_.substr(first, at_ - first)});
    }
    end_line();
    return true;
}

std::string CsvRows::quoted_cell(long row_line) {
    const char quote = text_[at_];
    std::string out;
    for (++at_; at_ < text_.size(); ++at_) {
        if (text_[at_] == quote) {
            if (at_ + 1 < text_.size() && text_[at_ + 1] == quote) {
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

void CsvRows::read_cell(CsvRow& row) {
    const auto ends = [&] {
        const bool tab = form_.separator == ' ' && !at_line_end() && text_[at_] == '\t';
        return at_line_end() || tab || text_[at_] == form_.separator;
    };
    std::string cell;
    row.quoted.push_back(at_quote());
    if (row.quoted.back()) {
        cell = quoted_cell(row.line);
        if (form_.separator != ' ') {
            skip_spaces();
        }
        if (!ends()) {
            throw Error(name_ + ":" + std::to_string(row.line) + ": text after the quoted " +
                        shown_cell(cell));
        }
    } else {
        const std::size_t from = at_;
        while (!ends()) {
            ++at_;
        }
        cell = trimmed(text_.substr(from, at_ - from));
    }
    row.cells.push_back(std::move(cell));
    if (row.cells.size() > kMaxColumns) {
        throw Error(name_ + ":" + std::to_string(row.line) + ": more than " +
                    std::to_string(kMaxColumns) + " cells");
    }
}

void CsvRows::read_row(CsvRow& row) {
    skip_spaces();
    while (form_.separator != ' ' || !at_line_end()) {
        read_cell(row);
        if (at_line_end()) {
            break;
        }
        ++at_;  // the separator
        skip_spaces();
    }
    end_line();
}

}  // namespace la
