#include "core/data/arff.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/read_number.h"
#include "core/data/csv_cells.h"

namespace la {

namespace {

// Takes the first line off the text.
std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return without_spaces(line);
}

// The first word of a declaration, or what is between its quotes.
std::string first_word(std::string_view text) {
    text = without_spaces(text);
    if (text.starts_with('\'') || text.starts_with('"')) {
        return std::string(text.substr(1, text.find(text[0], 1) - 1));
    }
    return std::string(text.substr(0, text.find_first_of(" \t{")));
}

bool begins(std::string_view line, std::string_view keyword) {
    return lower_case(line.substr(0, keyword.size())) == keyword;
}

constexpr std::string_view kRelation = "@relation", kAttribute = "@attribute", kData = "@data";

}  // namespace

bool is_arff(std::string_view text) {
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        if (!line.empty() && !line.starts_with('%')) {
            return begins(line, kRelation) || begins(line, kAttribute);
        }
    }
    return false;
}

ArffHead read_arff_head(std::string_view text, const std::string& name) {
    ArffHead out;
    const std::size_t whole = text.size();
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        ++out.lines;
        if (begins(line, kAttribute)) {
            out.names.push_back(first_word(line.substr(kAttribute.size())));
        } else if (begins(line, kData)) {
            out.size = whole - text.size();
            return out;
        } else if (!line.empty() && !line.starts_with('%') && !begins(line, kRelation)) {
            throw Error(name + ":" + std::to_string(out.lines) + ": " + shown_cell(line) +
                        " is neither @attribute nor @data");
        }
    }
    throw Error(name + ": it has no @data");
}

}  // namespace la
