#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <glm/vec2.hpp>

namespace la {

// Points from a table, with a label or a number each: text, NumPy's .npy and .npz, or any of them
// in gzip. Of text, cells are separated by tab, semicolon, "|", comma or spaces; UTF-8, UTF-16,
// UTF-32 or Windows-1252; LF or CRLF; quoted cells ("" is a quote within quotes); empty rows,
// separators at the end of a line and comments (#) do not count. What else a file is (ARFF,
// "sep=;") is known by how it begins. Decimal signs and thousands signs (number_signs.h), the
// header (csv_header.h) and the columns are chosen by the whole file. What can mean two things is
// refused, and what was assumed is a note.
//
// Every Error names file and line ("points.csv:17: 'abc' is not a number"); of NumPy's arrays the
// line is the row, from 1. A file with a bad line is refused as a whole.

inline constexpr std::uint64_t kLargestCsv = std::uint64_t{256} << 20;  // bytes
inline constexpr int kMaxCsvPoints = 1000000;
inline constexpr int kMaxClasses = 10;

struct CsvPoints {
    std::vector<glm::dvec2> points;    // [n], in the order of the file
    std::vector<std::uint8_t> labels;  // [n], 0..classes-1
    // As spelt in the file; ordered by value if all are numbers, else by bytes.
    std::vector<std::string> class_names;
    std::vector<double> values{};  // [n], with CsvOptions::values: numbers in place of labels
    std::vector<bool> test;        // [n], from a column "split" of train, val and test; else empty
    std::vector<std::string> notes{};  // what was assumed or left out; one line each
};

struct CsvOptions {
    // "a,b,c": the columns of x, y and label, by header or by number from 1. Empty: the columns
    // named x, y and label; without them the only three beside "split" and the numbers of the rows.
    // Of these the label is the one called label, class, target, species and the like, the only
    // one of text, the one called y where none is x, or else the last.
    std::string columns{};
    bool one_class = false;  // accept a file with one class
    // Numbers in place of labels. Then there may be one input alone, "a,b": x and its number; the
    // second coordinate is 0. A single input and its number are also the only two columns.
    bool values = false;
};

// `name`: the file, for error messages.
CsvPoints parse_csv(std::string_view bytes, const std::string& name,
                    const CsvOptions& options = {});

// Reads a file. Refuses, unread, what is not a regular file or is larger than kLargestCsv.
CsvPoints read_csv(const std::filesystem::path& file, const CsvOptions& options = {});

// A cell for a table separated by commas, quoted if necessary.
std::string csv_text(std::string_view cell);

}  // namespace la
