#include "core/data/table_text.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/encodings.h"
#include "core/base/error.h"
#include "core/base/inflate.h"
#include "core/base/message_line.h"
#include "core/base/read_number.h"
#include "core/data/arff.h"
#include "core/data/csv_points.h"
#include "core/data/csv_separator.h"
#include "core/data/file_kinds.h"
#include "core/data/numpy_arrays.h"
#include "core/data/zip_file.h"

namespace la {

namespace {

void keep(TableText& out, std::string text) {
    out.own = std::make_shared<const std::string>(std::move(text));
    out.text = *out.own;
}

void take_arrays(TableText& out, std::vector<NumpyArray> arrays) {
    NumpyTable table = numpy_table(std::move(arrays));
    out.header = std::move(table.names);
    out.form = {.separator = ',', .comment = '\0'};
    out.of_arrays = true;
    keep(out, std::move(table.text));
}

std::vector<NumpyArray> arrays_of_zip(std::string_view bytes) {
    constexpr std::string_view kEnding = ".npy";
    std::vector<NumpyArray> out;
    for (const ZipEntry& entry : unzip(bytes, kEnding, kLargestCsv)) {
        out.push_back(read_npy(entry.bytes));
        out.back().name = entry.name.substr(0, entry.name.size() - kEnding.size());
    }
    return out;
}

// UTF-16 without a byte order mark has a zero in every other byte of what is ASCII in it.
std::optional<bool> utf16_byte_order(std::string_view bytes) {
    std::size_t zeros[2] = {0, 0};
    const std::size_t seen = std::min<std::size_t>(bytes.size(), 1000) / 2 * 2;
    for (std::size_t i = 0; i < seen; ++i) {
        zeros[i % 2] += bytes[i] == '\0';
    }
    if (zeros[0] == 0 && zeros[1] > seen / 4) {
        return false;
    }
    return zeros[1] == 0 && zeros[0] > seen / 4 ? std::optional(true) : std::nullopt;
}

// Sets out.text, which is `bytes` so far, to UTF-8 without a byte order mark.
void decode(TableText& out, const std::string& name) {
    using namespace std::string_view_literals;
    const auto decoded = [&](std::optional<std::string> text, const char* encoding) {
        if (!text) {
            throw Error(name + " is damaged: it begins as " + encoding + " text and is none");
        }
        keep(out, std::move(*text));
    };
    std::string_view& text = out.text;
    if (text.starts_with("\xff\xfe\0\0"sv) || text.starts_with("\0\0\xfe\xff"sv)) {
        decoded(from_utf32(text.substr(4), text[0] == '\0'), "UTF-32");
    } else if (text.starts_with("\xff\xfe"sv) || text.starts_with("\xfe\xff"sv)) {
        decoded(from_utf16(text.substr(2), text[0] == '\xfe'), "UTF-16");
    } else if (const auto order = utf16_byte_order(text)) {
        decoded(from_utf16(text, *order), "UTF-16");
    } else if (text.starts_with("\xef\xbb\xbf"sv)) {
        text.remove_prefix(3);
    }
    if (const std::size_t zero = text.find('\0'); zero != text.npos) {
        throw Error(name + " is not text (byte " + std::to_string(zero) +
                    " is zero); save the points as CSV");
    }
    if (!is_utf8(text)) {
        out.notes.push_back(name + ": it is not UTF-8 and is read as Windows-1252 (Latin-1)");
        keep(out, from_windows_1252(text));
    }
}

// The separator named by a first line "sep=;", which is taken off the text.
std::optional<char> take_separator(TableText& out) {
    const std::size_t end = std::min(out.text.find_first_of("\r\n"), out.text.size());
    std::string line = lower_case(out.text.substr(0, end));
    std::erase(line, '"');
    if (!line.starts_with("sep=")) {
        return {};
    }
    const char separator = line.size() > 4 ? line[4] : ',';
    out.text.remove_prefix(end);
    const std::size_t next = out.text.starts_with("\r\n") ? 2 : out.text.empty() ? 0 : 1;
    out.text.remove_prefix(next);
    out.form.first_line = 2;
    return separator;
}

// The last comment of those that the text begins with.
std::string first_comment(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        std::string_view line = without_spaces(text.substr(0, end));
        if (!line.empty() && line[0] != '#') {
            break;
        }
        if (!line.empty()) {
            line.remove_prefix(1);
            out = without_spaces(line);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

void take_text(TableText& out, const std::string& name) {
    decode(out, name);
    if (is_arff(out.text)) {
        ArffHead head = read_arff_head(out.text, name);
        out.header = std::move(head.names);
        out.text.remove_prefix(head.size);
        out.form = {.single_quotes = true, .comment = '%', .first_line = head.lines + 1};
        out.form.separator = find_separator(out.text, name, out.form);
        return;
    }
    if (const auto separator = take_separator(out)) {
        out.form.separator = *separator;
    } else {
        out.form.separator = find_separator(out.text, name, out.form);
    }
    out.comment = first_comment(out.text);
}

// Unpacks a file, or takes NumPy's arrays from it. False: it is text. Throws Error without a name.
bool take_packed(TableText& out) {
    if (out.text.starts_with(kGzipBegins)) {
        keep(out, unpack_gzip(out.text, kLargestCsv));
        if (out.text.starts_with(kGzipBegins)) {
            throw Error("it is packed twice; unpack it once");
        }
    }
    if (out.text.starts_with(kNpyBegins)) {
        take_arrays(out, {read_npy(out.text)});
        return true;
    }
    if (const std::string_view kind = known_kind(out.text); !kind.empty()) {
        throw Error("it is " + std::string(kind));
    }
    if (out.text.starts_with(kZipBegins)) {
        take_arrays(out, arrays_of_zip(out.text));
        return true;
    }
    return false;
}

}  // namespace

std::vector<std::string> TableText::cells_of(std::string_view line, const std::string& name) const {
    CsvForm one_line = form;
    one_line.comment = '\0';
    CsvRow row;
    try {
        CsvRows(line, name, one_line).next(row);
    } catch (const Error&) {
        row.cells.clear();  // a comment in words
    }
    return row.cells;
}

TableText table_text(std::string_view bytes, const std::string& name) {
    TableText out{.own = nullptr, .text = bytes, .form = {}};
    bool packed = false;
    try {
        packed = take_packed(out);
    } catch (const Error& error) {
        throw Error(name + ": " +
                    message_line(error.what()));  // names of arrays, kinds of elements
    }
    if (!packed) {
        take_text(out, name);
    }
    return out;
}

}  // namespace la
