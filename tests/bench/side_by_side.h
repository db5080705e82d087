// What the benchmarks share: the other side's numbers, and the middle of several measurements.

#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <vector>

namespace la {

// The first `count` numbers that a script prints in the system's Python, on one thread; NaN for
// those that do not come. `command`: the script's path and its arguments.
inline std::vector<double> python_numbers(const std::string& command, std::size_t count) {
    const std::string whole =
        "OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 /usr/bin/python3 " + command;
    std::FILE* pipe = popen(whole.c_str(), "r");
    std::vector<double> out(count, std::nan(""));
    for (double& number : out) {
        if (!pipe || std::fscanf(pipe, "%lf", &number) != 1) {
            break;
        }
    }
    if (pipe) {
        pclose(pipe);
    }
    return out;
}

inline double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

// Numbers as one argument of a script: "9,16,64".
inline std::string with_commas(std::initializer_list<int> numbers) {
    std::string out;
    for (const int number : numbers) {
        out += (out.empty() ? "" : ",") + std::to_string(number);
    }
    return out;
}

}  // namespace la
