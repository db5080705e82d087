#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <glm/vec2.hpp>

namespace la {

// Labelled points from a text table. Cells are separated by tab, semicolon or comma: the first of
// these that the first line contains. The file may have a header, a byte order mark, LF or CRLF,
// quoted cells ("" is a quote within quotes) and spaces around cells. Numbers are 1, -2.5, 1e-3,
// and 1,5 if the separator is not a comma. The first line is a header if its x and y are not
// numbers.
//
// Every Error names file and line ("points.csv:17: 'abc' is not a number"). A file with a bad line
// is refused as a whole. Empty lines are skipped.

inline constexpr std::uint64_t kLargestCsv = std::uint64_t{256} << 20;  // bytes
inline constexpr int kMaxCsvPoints = 1000000;
inline constexpr int kMaxClasses = 10;

struct CsvPoints {
    std::vector<glm::dvec2> points;    // [n], in the order of the file
    std::vector<std::uint8_t> labels;  // [n], 0..classes-1
    // As spelt in the file; ordered by value if all are numbers, else by bytes.
    std::vector<std::string> class_names;
    std::vector<bool> test;  // [n], from a column "split" of "train" and "test"; else empty
};

struct CsvOptions {
    // "a,b,c": the columns of x, y and label, by header or by number from 1. Empty: the columns
    // named x, y and label (or class, or target); without them, the only three columns beside
    // "split".
    std::string columns{};
    bool one_class = false;  // accept a file with one class
};

// `name`: the file, for error messages.
CsvPoints parse_csv(std::string_view text, const std::string& name, const CsvOptions& options = {});

// Reads a file. Refuses, unread, what is not a regular file or is larger than kLargestCsv.
CsvPoints read_csv(const std::filesystem::path& file, const CsvOptions& options = {});

// A cell for a table separated by commas, quoted if necessary.
std::string csv_text(std::string_view cell);

}  // namespace la
