#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace la {

// The head of a Weka table (ARFF): the names of its columns, and where its rows begin.
struct ArffHead {
    std::vector<std::string> names;
    std::size_t size = 0;  // bytes before the rows
    long lines = 0;        // lines before the rows
};

bool is_arff(std::string_view text);

// Throws Error naming file and line.
ArffHead read_arff_head(std::string_view text, const std::string& name);

}  // namespace la
