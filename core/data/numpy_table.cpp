#include <algorithm>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/data/csv_cells.h"
#include "core/data/csv_points.h"
#include "core/data/numpy_arrays.h"

// How the arrays of one file become the columns of a table.

namespace la {

namespace {

constexpr const char* kWanted = "; save points [n, 2] and labels [n], or one array [n, 3]";

std::string listed(const std::vector<NumpyArray>& arrays) {
    std::string out;
    for (const NumpyArray& array : arrays) {
        out += (out.empty() ? "" : ", ") + (array.name.empty() ? "an array" : array.name) + " [";
        for (std::size_t i = 0; i < array.shape.size(); ++i) {
            out += (i ? ", " : "") + std::to_string(array.shape[i]);
        }
        out += "]";
    }
    return out;
}

std::size_t width(const NumpyArray& array) {
    return array.shape.size() == 2 ? array.shape[1] : 1;
}

void check_shapes(const std::vector<NumpyArray>& arrays) {
    const auto odd = [&](const NumpyArray& array) {
        return array.shape.empty() || array.shape.size() > 2 || width(array) == 0 ||
               width(array) > 1000 || array.shape[0] != arrays[0].shape[0];
    };
    std::size_t columns = 0;
    for (const NumpyArray& array : arrays) {
        columns += width(array);
    }
    if (arrays.empty() || std::ranges::any_of(arrays, odd) || columns < 3) {
        throw Error("it has " + (arrays.empty() ? "no arrays" : listed(arrays)) + kWanted);
    }
}

}  // namespace

NumpyTable numpy_table(std::vector<NumpyArray> arrays) {
    check_shapes(arrays);
    NumpyTable out;
    const auto pair = [](const NumpyArray& array) { return width(array) == 2; };
    const bool points = std::ranges::count_if(arrays, pair) == 1;
    for (const NumpyArray& array : arrays) {
        for (std::size_t i = 0; i < width(array); ++i) {
            if (points && width(array) == 2) {
                out.names.emplace_back(i == 0 ? "x" : "y");
            } else if (points && width(array) == 1 &&
                       (arrays.size() == 2 || lower_case(array.name) == "y")) {
                out.names.emplace_back("label");
            } else if (arrays.size() == 1) {
                out.names.push_back(std::to_string(i + 1));
            } else {
                out.names.push_back(array.name +
                                    (width(array) > 1 ? " " + std::to_string(i + 1) : ""));
            }
        }
    }
    for (std::size_t row = 0; row < arrays[0].shape[0]; ++row) {
        const char* between = "";
        for (const NumpyArray& array : arrays) {
            for (std::size_t i = 0; i < width(array); ++i) {
                out.text += between + csv_text(array.cells[row * width(array) + i]);
                between = ",";
            }
        }
        out.text += '\n';
    }
    return out;
}

}  // namespace la
