#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace la {

// An array of NumPy as text: every element as a cell of a table has it.
struct NumpyArray {
    std::string name;                // in the archive; empty for a file of one array
    std::vector<std::size_t> shape;  // one or two dimensions, more are refused
    std::vector<std::string> cells;  // [row][column]
};

// Reads a .npy file of numbers or text. Throws Error ("it is damaged", "it holds Python objects").
NumpyArray read_npy(std::string_view bytes);

// The columns of a table, as CSV text without a header.
struct NumpyTable {
    std::vector<std::string> names;
    std::string text;
};

// Makes one table of the arrays of a file: of [n, 2] and [n], of [n, 3], of three [n]. Throws
// Error, with the arrays' names and shapes.
NumpyTable numpy_table(std::vector<NumpyArray> arrays);

}  // namespace la
