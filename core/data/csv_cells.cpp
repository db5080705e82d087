#include "core/data/csv_cells.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>
#include <utility>

#include "core/base/error.h"

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

// True if a number that no double can hold is too large, false if it is too small.
bool out_of_range_upwards(std::string_view number) {
    const std::size_t exponent = number.find_first_of("eE");
    if (exponent != std::string_view::npos) {
        return number[exponent + 1] != '-';
    }
    return number[number.starts_with('-') ? 1 : 0] != '0';
}

}  // namespace

std::string lower_case(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

std::string shown_cell(std::string_view cell) {
    constexpr std::size_t kMax = 40;
    const bool whole = cell.size() <= kMax;
    return "'" + std::string(cell.substr(0, kMax)) + (whole ? "'" : "...'");
}

CsvRows::CsvRows(std::string_view text, std::string name) : text_(text), name_(std::move(name)) {
    if (text_.starts_with("\xef\xbb\xbf")) {
        text_.remove_prefix(3);
    }
    find_separator();
}

bool CsvRows::next(CsvRow& row) {
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

void CsvRows::find_separator() {
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

bool CsvRows::at_line_end() const {
    return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r';
}

void CsvRows::skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') {
        ++at_;
    }
}

std::string CsvRows::quoted_cell(long row_line) {
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

void CsvRows::read_row(CsvRow& row) {
    for (;;) {
        skip_spaces();
        std::string cell;
        if (at_ < text_.size() && text_[at_] == '"') {
            cell = quoted_cell(row.line);
            skip_spaces();
            if (!at_line_end() && text_[at_] != separator_) {
                throw Error(name_ + ":" + std::to_string(row.line) + ": text after the quoted " +
                            shown_cell(cell));
            }
        } else {
            const std::size_t from = at_;
            while (!at_line_end() && text_[at_] != separator_) {
                ++at_;
            }
            cell = trimmed(text_.substr(from, at_ - from));
        }
        row.cells.push_back(std::move(cell));
        if (row.cells.size() > kMaxColumns) {
            throw Error(name_ + ":" + std::to_string(row.line) + ": more than " +
                        std::to_string(kMaxColumns) + " cells");
        }
        if (at_line_end()) {
            break;
        }
        ++at_;  // the separator
    }
    if (at_ < text_.size()) {
        const bool pair = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
        at_ += pair ? 2 : 1;
        ++line_;
    }
}

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
        return shown_cell(original) + " is not a number";
    }
    if (error == std::errc::result_out_of_range) {
        value = 0;  // smaller than any double
        return out_of_range_upwards({from, end}) ? shown_cell(original) + " is too large" : "";
    }
    if (!std::isfinite(value)) {
        return shown_cell(original) + " is not finite";
    }
    if (std::abs(value) > static_cast<double>(std::numeric_limits<float>::max())) {
        return shown_cell(original) + " is too large";
    }
    return {};
}

bool is_number(const std::string& cell, bool decimal_comma) {
    double value = 0;
    const std::string why = read_number(cell, decimal_comma, value);
    return why.empty() || why.ends_with("finite") || why.ends_with("large");
}

}  // namespace la
