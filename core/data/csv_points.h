#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <glm/vec2.hpp>

namespace la {

// Labelled points from a table of text: cells apart by comma, semicolon or tab (whichever the first
// line has: tab before semicolon before comma), with or without a header, LF or CRLF, with or
// without a byte order mark, cells quoted or not ("" is a quote within quotes), spaces around cells
// ignored. Numbers as 1, -2.5, 1e-3; where cells are not apart by commas also 1,5. A header is a
// first line whose points are no numbers.
//
// Every Error names file and line ("points.csv:17: 'abc' is not a number"); of a file with a bad
// line nothing is used. Empty lines are no rows.

inline constexpr std::uint64_t kLargestCsv = std::uint64_t{256} << 20;  // bytes
inline constexpr int kMaxCsvPoints = 1000000;
inline constexpr int kMaxClasses = 10;

struct CsvPoints {
    std::vector<glm::dvec2> points;    // [n], in the order of the file
    std::vector<std::uint8_t> labels;  // [n], 0..classes-1
    // As the file has them: numbers in their order, else names in that of their bytes.
    std::vector<std::string> class_names;
    std::vector<bool> test;  // [n], of a column "split" of "train" and "test"; empty: there is none
};

struct CsvOptions {
    // "a,b,c": two columns of numbers and the labels', by header or by number, the first being 1.
    // Empty: columns called x, y and label (or class, or target) where there are such, else the
    // three that there are; a column called split is none of them.
    std::string columns{};
    bool one_class = false;  // is one class enough?
};

// `name` is what errors call the file.
CsvPoints parse_csv(std::string_view text, const std::string& name, const CsvOptions& options = {});

// The same of a file. It must be a regular one, and no larger than kLargestCsv: refused unread.
CsvPoints read_csv(const std::filesystem::path& file, const CsvOptions& options = {});

// A cell for a table apart by commas: quoted where it has to be.
std::string csv_text(std::string_view cell);

}  // namespace la
