#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/number_signs.h"

namespace la {

// The classes of some labels, and the class of each label.
struct NamedClasses {
    std::vector<std::string> names;    // by value if all are numbers, else by bytes
    std::vector<std::uint8_t> labels;  // index of a name, for every label
};

// `names` are the different ones among `labels`. Numbers of one value, such as 1 and 1.0, are one
// class. `sign` is that of the labels alone, so that a copy of them has the same classes.
NamedClasses number_classes(const std::vector<std::string>& labels, std::vector<std::string> names,
                            DecimalSign sign);

// What of them may be a slip, a sentence each: names that differ in case alone, and a class of one
// point among many.
std::vector<std::string> doubts_about(const NamedClasses& classes);

}  // namespace la
